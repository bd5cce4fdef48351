import { Link } from "@tanstack/react-router";
import type { StudentDetail } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import styles from "./students.module.css";

/** When and how the student's one seat was spent; for admins. */
export function SeatStory(props: { studentId: string; seat: NonNullable<StudentDetail["seat"]> }) {
  const { studentId, seat } = props;
  const t = useT();
  const format = useFormat();
  const { slug, time_zone } = useOrganization();
  const when = format.wallClock(seat.spent_at, time_zone);
  const { code } = seat;
  const classroom = seat.classroom?.name;
  const text =
    code && classroom
      ? t("students.seat.full", { when, code, classroom })
      : code
        ? t("students.seat.code", { when, code })
        : classroom
          ? t("students.seat.room", { when, classroom })
          : t("students.seat.other", { when });
  return (
    <Panel title={t("students.seat.title")}>
      <div className={styles.seat}>
        <p>
          <Rich text={text} />
        </p>
        <p className={styles.faint}>
          {t("students.seat.never")}{" "}
          <Link
            to="/o/$organization/seats"
            params={{ organization: slug }}
            search={{ student: studentId }}
          >
            {t("students.seat.ledger")}
          </Link>
        </p>
      </div>
    </Panel>
  );
}

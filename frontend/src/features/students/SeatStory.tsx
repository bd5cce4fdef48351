import { Link } from "@tanstack/react-router";
import type { StudentDetail } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import styles from "./students.module.css";

type Seat = StudentDetail["seats_of_merged"][number];

/** When and how the student's seat was spent, and those of profiles that became part of theirs; for admins. */
export function SeatStory({ student }: { student: StudentDetail }) {
  const t = useT();
  const { slug } = useOrganization();
  const more = student.seats_of_merged;
  return (
    <Panel title={t("students.seat.title")}>
      <div className={styles.seat}>
        {student.seat ? <Spent seat={student.seat} /> : null}
        {more.map((seat) => (
          <Spent key={seat.spent_at} seat={seat} />
        ))}
        <p className={styles.faint}>
          {t(more.length > 0 ? "students.seat.merged" : "students.seat.never")}{" "}
          <Link
            to="/o/$organization/seats"
            params={{ organization: slug }}
            search={{ student: student.id }}
          >
            {t("students.seat.ledger")}
          </Link>
        </p>
      </div>
    </Panel>
  );
}

function Spent({ seat }: { seat: Seat }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
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
    <p>
      <Rich text={text} />
    </p>
  );
}

import { Link } from "@tanstack/react-router";
import type { Overview } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { Tag } from "@/ui/work/Tag";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "./context";
import styles from "./OverviewScreen.module.css";

type Newcomer = Overview["recent"][number];

/** The latest who came in, and how. */
export function Recent({ recent }: { recent: Newcomer[] }) {
  const t = useT();
  return (
    <Panel title={t("organizations.overview.recent")}>
      {recent.length === 0 ? (
        <p className={styles.faint}>{t("organizations.overview.recentEmpty")}</p>
      ) : (
        <ul className={`${styles.list} ${styles.recent}`}>
          {recent.map((each) => (
            <Row key={`${each.student.id} ${each.redeemed_at}`} newcomer={each} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ newcomer }: { newcomer: Newcomer }) {
  const t = useT();
  const format = useFormat();
  const nameOf = useNameOf();
  const { slug, role, time_zone } = useOrganization();
  const { student, classroom, code, seat_spent, redeemed_at } = newcomer;
  const how = [
    code ? t("organizations.overview.recentBy", { code }) : "",
    classroom ? t("organizations.overview.recentInto", { classroom: classroom.name }) : "",
  ];
  return (
    <li>
      <span>
        <Link
          to="/o/$organization/students/$student"
          params={{ organization: slug, student: student.id }}
        >
          {nameOf(student)}
        </Link>{" "}
        <span className={styles.faint}>{how.filter(Boolean).join(" ")}</span>{" "}
        {seat_spent && role === "admin" ? <Tag>{t("organizations.overview.seatSpent")}</Tag> : null}
      </span>
      <time
        className={styles.faint}
        dateTime={redeemed_at}
        title={format.wallClock(redeemed_at, time_zone)}
      >
        {format.ago(redeemed_at)}
      </time>
    </li>
  );
}

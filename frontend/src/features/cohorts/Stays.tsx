import { useInfiniteQuery } from "@tanstack/react-query";
import type { Classroom, Stay, StaysShown } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { useOrganization } from "../organizations/context";
import styles from "./History.module.css";
import { staysQuery } from "./queries";
import { StudentCell } from "./StudentCell";

/** Every stay: when and how somebody came, when and how they left, and who did it. */
export function Stays({ room, q, who }: { room: Classroom; q: string; who: StaysShown }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(staysQuery(id, room.id, { q, who }));
  return (
    <DataTable
      label={t("cohorts.people.title")}
      query={query}
      rowKey={(stay) => stay.id}
      empty={
        <EmptyState
          title={t(q ? "work.noMatch" : `cohorts.people.empty.${who}`)}
          text={q ? t("work.noMatchText") : undefined}
        />
      }
      columns={[
        {
          key: "student",
          header: t("classrooms.roster.student"),
          render: (stay) => <StudentCell student={stay} />,
        },
        { key: "came", header: t("cohorts.people.came"), render: (stay) => <Came stay={stay} /> },
        { key: "left", header: t("cohorts.people.left"), render: (stay) => <Left stay={stay} /> },
      ]}
    />
  );
}

function Came({ stay }: { stay: Stay }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const how = stay.came_from
    ? t("cohorts.people.from", { name: stay.came_from.name })
    : (stay.code ?? t(`classrooms.roster.by.${stay.joined_by}`));
  return (
    <span className={styles.cell}>
      {format.wallClock(stay.joined_at, time_zone)}
      <span className={styles.faint}>{withWho(how, stay.added_by)}</span>
    </span>
  );
}

function Left({ stay }: { stay: Stay }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  if (!stay.left_at || !stay.left_how) return t("cohorts.people.here");
  const names = stay.went_to.map(({ name }) => name);
  const how =
    names.length > 0
      ? t("cohorts.people.to", { names: format.list(names) })
      : t(`cohorts.people.how.${stay.left_how}`);
  return (
    <span className={styles.cell}>
      {format.wallClock(stay.left_at, time_zone)}
      <span className={styles.faint}>{withWho(how, stay.removed_by)}</span>
    </span>
  );
}

const withWho = (how: string, who: string | null) => (who ? `${how} · ${who}` : how);

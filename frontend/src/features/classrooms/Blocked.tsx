import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Block, Classroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { Section } from "@/ui/work/Section";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import styles from "./ClassroomScreen.module.css";
import { LiftButton } from "./LiftButton";
import { blocksQuery } from "./queries";

/** Who is kept out of a classroom; nothing is shown while nobody is. */
export function Blocked({ room }: { room: Classroom }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(blocksQuery(id, room.id));
  const columns = useColumns(room);
  if (itemsOf(query.data).length === 0) return null;
  return (
    <div className={styles.panel}>
      <Section title={t("classrooms.roster.kept")}>
        <p className={styles.live}>{t("classrooms.roster.keptNote")}</p>
        <DataTable
          label={t("classrooms.roster.kept")}
          columns={columns}
          rowKey={(block) => block.student_id}
          query={query}
          empty={null}
        />
      </Section>
    </div>
  );
}

function useColumns(room: Classroom): Column<Block>[] {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const nameOf = useNameOf();
  return [
    {
      key: "student",
      header: t("classrooms.roster.student"),
      render: (block) => (
        <span className={styles.person}>
          <b>{nameOf(block)}</b>
          <span className={styles.faint}>{block.email ?? block.username}</span>
        </span>
      ),
    },
    {
      key: "since",
      header: t("classrooms.roster.keptSince"),
      render: (block) => format.wallClock(block.blocked_at, time_zone),
      from: "tablet",
    },
    {
      key: "by",
      header: t("classrooms.roster.keptBy"),
      render: (block) => block.blocked_by ?? "",
      from: "desktop",
    },
    {
      key: "lift",
      header: <span className="visually-hidden">{t("app.more")}</span>,
      align: "end",
      render: (block) => <LiftButton room={room} block={block} />,
    },
  ];
}

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Page, RolledClassroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { DataTable } from "@/ui/DataTable";
import { Ticket } from "@/ui/Ticket";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import styles from "./rollovers.module.css";

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<Page<RolledClassroom>>>;
}

/** What came of each classroom, with the new codes to hand out. */
export function RolledClassrooms({ query }: Props) {
  const t = useT();
  const format = useFormat();
  return (
    <DataTable
      label={t("classrooms.list")}
      query={query}
      rowKey={(room) => room.classroom_id}
      empty={null}
      columns={[
        { key: "was", header: t("rollovers.was"), render: (room) => <Was room={room} /> },
        { key: "new", header: t("rollovers.isNow"), render: (room) => <Now room={room} /> },
        {
          key: "codes",
          header: t("rollovers.codes"),
          render: (room) => (room.undone ? null : <NewCodes codes={room.codes} />),
        },
        {
          key: "students",
          header: t("rollovers.number.students"),
          align: "end",
          from: "tablet",
          render: (room) => format.number(room.students),
        },
      ]}
    />
  );
}

/** The first few, to copy; the codes page has all. */
const SHOWN = 2;

function NewCodes({ codes }: { codes: string[] }) {
  const t = useT();
  return (
    <div className={styles.tickets}>
      {codes.slice(0, SHOWN).map((code) => (
        <Ticket key={code} code={code} size="small" />
      ))}
      {codes.length > SHOWN ? (
        <span>{t("rollovers.moreCodes", { count: codes.length - SHOWN })}</span>
      ) : null}
    </div>
  );
}

function Was({ room }: { room: RolledClassroom }) {
  const t = useT();
  return (
    <div className={styles.what}>
      <strong>{room.name}</strong>
      {(room.problem ?? room.undo_problem) ? (
        <Tag kind="warn">{t("rollovers.attention")}</Tag>
      ) : null}
    </div>
  );
}

function Now({ room }: { room: RolledClassroom }) {
  const t = useT();
  const { slug } = useOrganization();
  if (room.undone) return t("rollovers.asBefore");
  if (!room.new_classroom_id) return t(`rollovers.action.${room.action}`);
  return (
    <Link
      to="/o/$organization/classrooms/$classroom"
      params={{ organization: slug, classroom: room.new_classroom_id }}
    >
      {room.new_name}
    </Link>
  );
}

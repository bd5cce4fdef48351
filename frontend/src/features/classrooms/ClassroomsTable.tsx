import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Classroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { classroomColor } from "@/lib/classroomColor";
import { type Column, DataTable } from "@/ui/DataTable";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import styles from "./ClassroomsTable.module.css";
import { type ClassroomFilter, classroomsQuery } from "./queries";
import { RestoreButton } from "./RestoreButton";
import { useDates } from "./useDates";

export function ClassroomsTable({ filter, empty }: { filter: ClassroomFilter; empty: ReactNode }) {
  const t = useT();
  const format = useFormat();
  const { id, slug, role } = useOrganization();
  const navigate = useNavigate();
  const query = useInfiniteQuery(classroomsQuery(id, filter));
  const number = (key: "members" | "codes" | "courses", header: string): Column<Classroom> => ({
    key,
    header,
    align: "end",
    from: "tablet",
    render: (room) => format.number(room[key]),
  });
  const last: Column<Classroom> = filter.deleted
    ? { key: "restore", header: "", align: "end", render: (room) => <RestoreButton room={room} /> }
    : {
        key: "staff",
        header: t("classrooms.tabs.staff"),
        from: "desktop",
        render: (room) => <Staff room={room} />,
      };
  const columns: Column<Classroom>[] = [
    { key: "name", header: t("classrooms.form.name"), render: (room) => <Name room={room} /> },
    number("members", t("classrooms.tabs.members")),
    number("codes", t("classrooms.tabs.codes")),
    number("courses", t("classrooms.tabs.courses")),
    ...(role === "admin" && !filter.deleted
      ? [
          {
            key: "seats",
            header: t("classrooms.allotment.title"),
            from: "desktop",
            render: (room: Classroom) => <Held room={room} />,
          } satisfies Column<Classroom>,
        ]
      : []),
    last,
  ];
  return (
    <DataTable
      label={t("classrooms.list")}
      columns={columns}
      rowKey={(room) => room.id}
      query={query}
      onOpen={(room) =>
        void navigate({
          to: "/o/$organization/classrooms/$classroom",
          params: { organization: slug, classroom: room.id },
        })
      }
      empty={empty}
    />
  );
}

function Name({ room }: { room: Classroom }) {
  const t = useT();
  const format = useFormat();
  const dates = useDates(room);
  const { slug, time_zone } = useOrganization();
  return (
    <div className={styles.name}>
      <span className={styles.stripe} style={{ background: classroomColor(room.color) }} />
      <span>
        <Link
          to="/o/$organization/classrooms/$classroom"
          params={{ organization: slug, classroom: room.id }}
        >
          {room.name}
        </Link>{" "}
        {room.kind === "campaign" ? <Tag>{t("classrooms.kind.campaign")}</Tag> : null}
      </span>
      <span className={styles.under}>
        <span>{t(`classrooms.audience.${room.audience}`)}</span>
        {dates ? <span>{dates}</span> : null}
        {room.deleted_at ? (
          <span>
            {t("classrooms.deletedOn", { day: format.dateIn(room.deleted_at, time_zone) })}
          </span>
        ) : null}
        <span className={styles.onlyPhone}>{t("classrooms.members", { count: room.members })}</span>
      </span>
    </div>
  );
}

function Staff({ room }: { room: Classroom }) {
  const t = useT();
  const format = useFormat();
  return room.staff.length === 0
    ? t("classrooms.noStaff")
    : format.list(room.staff.map((each) => each.display_name));
}

/** How full its own seats are; empty where it draws on the free ones. */
function Held({ room }: { room: Classroom }) {
  const t = useT();
  const allotment = room.seats?.allotment;
  if (!room.seats || allotment === null || allotment === undefined) return "–";
  const { spent } = room.seats;
  const share = allotment === 0 ? 100 : Math.min(100, (spent / allotment) * 100);
  return (
    <span className={styles.seats}>
      {t("classrooms.seatsHeld", { spent, allotment })}
      <span className={styles.meter} aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
    </span>
  );
}

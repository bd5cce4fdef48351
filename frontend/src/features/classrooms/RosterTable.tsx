import { IconUserMinus, IconUserOff } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { itemsOf } from "@/api/list";
import type { Classroom, Member } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { Email } from "@/ui/work/Email";
import { RowMenu } from "@/ui/work/RowMenu";
import { Tag } from "@/ui/work/Tag";
import { ChooseAllBox, ChooseBox } from "../cohorts/ChooseBox";
import { SelectionBar } from "../cohorts/SelectionBar";
import type { Selection } from "../cohorts/selection";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import styles from "./ClassroomScreen.module.css";
import { BlockMember, RemoveMember } from "./LeaveDialogs";
import { type RosterSort, useRoster } from "./useRoster";

interface Props {
  room: Classroom;
  q: string;
  sort: RosterSort;
  selection: Selection;
  /** Whether rows can be chosen now; on a phone that is a mode. */
  choosing: boolean;
  empty: ReactNode;
}

export function RosterTable({ room, q, sort, selection, choosing, empty }: Props) {
  const t = useT();
  const format = useFormat();
  const { slug, time_zone } = useOrganization();
  const navigate = useNavigate();
  const { query, isNew } = useRoster(room.id, q, sort);
  const [removing, setRemoving] = useState<Member | null>(null);
  const [blocking, setBlocking] = useState<Member | null>(null);
  const nameOf = useNameOf();
  const joined = (member: Member) => format.wallClock(member.joined_at, time_zone);
  const rows = itemsOf(query.data);
  // With a search, only a list that is all there says how many there are.
  const total = q === "" ? room.members : query.hasNextPage ? null : rows.length;
  const choose: Column<Member> = {
    key: "choose",
    header: <ChooseAllBox selection={selection} />,
    render: (member) => (
      <ChooseBox selection={selection} id={member.student_id} name={nameOf(member)} />
    ),
    width: "28px",
  };
  const columns: Column<Member>[] = [
    ...(choosing ? [choose] : []),
    {
      key: "student",
      header: t("classrooms.roster.student"),
      render: (member) => (
        <Student member={member} isNew={isNew(member.joined_at)} joined={joined(member)} />
      ),
    },
    {
      key: "joined",
      header: t("classrooms.roster.joined"),
      render: joined,
      from: "tablet",
    },
    {
      key: "how",
      header: t("classrooms.roster.how"),
      render: (member) => member.code ?? t(`classrooms.roster.by.${member.joined_by}`),
      from: "desktop",
    },
    {
      key: "courses",
      header: t("classrooms.roster.courses"),
      render: (member) => format.number(member.enrollments),
      align: "end",
      from: "tablet",
    },
    {
      key: "menu",
      header: <span className="visually-hidden">{t("app.more")}</span>,
      align: "end",
      render: (member) => (
        <RowMenu
          of={nameOf(member)}
          actions={[
            !room.deleted_at && {
              label: t("classrooms.roster.remove"),
              icon: IconUserMinus,
              loss: true,
              onClick: () => setRemoving(member),
            },
            !room.deleted_at && {
              label: t("classrooms.roster.block"),
              icon: IconUserOff,
              loss: true,
              onClick: () => setBlocking(member),
            },
          ]}
        />
      ),
    },
  ];
  return (
    <>
      <DataTable
        label={t("classrooms.roster.list")}
        columns={columns}
        rowKey={(member) => member.student_id}
        query={query}
        onOpen={({ student_id }) =>
          void navigate({
            to: "/o/$organization/students/$student",
            params: { organization: slug, student: student_id },
          })
        }
        empty={empty}
      />
      <SelectionBar
        room={room}
        selection={selection}
        q={q}
        total={total}
        onBlock={(id) => setBlocking(rows.find((each) => each.student_id === id) ?? null)}
      />
      {removing ? (
        <RemoveMember room={room} member={removing} onClose={() => setRemoving(null)} />
      ) : null}
      {blocking ? (
        <BlockMember room={room} member={blocking} onClose={() => setBlocking(null)} />
      ) : null}
    </>
  );
}

function Student(props: { member: Member; isNew: boolean; joined: string }) {
  const { member, isNew, joined } = props;
  const t = useT();
  const nameOf = useNameOf();
  const { slug } = useOrganization();
  return (
    <span className={styles.person} data-newcomer={isNew || undefined}>
      <Link
        to="/o/$organization/students/$student"
        params={{ organization: slug, student: member.student_id }}
      >
        {nameOf(member)}
      </Link>
      {member.email ? (
        <span className={styles.faint}>
          <Email address={member.email} />{" "}
          {member.email_verified ? null : <Tag>{t("classrooms.roster.unverified")}</Tag>}
        </span>
      ) : (
        <span className={styles.faint}>{member.username}</span>
      )}
      <span className={`${styles.faint} ${styles.onlyPhone}`}>{joined}</span>
    </span>
  );
}

import { IconSchool, IconUserMinus, IconUserOff, IconUserPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { StudentDetail } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, Rows } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { RowMenu } from "@/ui/work/RowMenu";
import { Section } from "@/ui/work/Section";
import { Tag } from "@/ui/work/Tag";
import { useOrganization } from "../organizations/context";
import { AddToClassroom, LiftBlock, TakeOut } from "./StayDialogs";
import styles from "./students.module.css";

export type Stay = StudentDetail["stays"][number];

/** The classrooms a student is in and was in, and what staff may do about it. */
export function Stays({ student }: { student: StudentDetail }) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<{ stay: Stay; how: "remove" | "block" } | null>(null);
  const columns = useColumns(student, (stay, how) => setLeaving({ stay, how }));
  const add = student.deleted ? null : (
    <Button kind="quiet" onClick={() => setAdding(true)}>
      <IconUserPlus size={18} aria-hidden="true" />
      {t("students.stays.add")}
    </Button>
  );
  return (
    <Section title={t("students.stays.title")} actions={student.stays.length > 0 ? add : null}>
      {student.stays.length === 0 ? (
        <EmptyState
          icon={<IconSchool size={28} />}
          title={t("students.stays.empty")}
          action={add}
        />
      ) : (
        <Rows
          label={t("students.stays.title")}
          columns={columns}
          rowKey={(stay) => `${stay.classroom.id} ${stay.joined_at}`}
          rows={student.stays}
        />
      )}
      {adding ? <AddToClassroom student={student} onClose={() => setAdding(false)} /> : null}
      {leaving ? <TakeOut student={student} {...leaving} onClose={() => setLeaving(null)} /> : null}
    </Section>
  );
}

function useColumns(
  student: StudentDetail,
  onLeave: (stay: Stay, how: "remove" | "block") => void,
): Column<Stay>[] {
  const t = useT();
  const { slug } = useOrganization();
  return [
    {
      key: "classroom",
      header: t("students.stays.classroom"),
      render: (stay) => (
        <span className={styles.person} data-past={stay.left_at !== null || undefined}>
          <Link
            to="/o/$organization/classrooms/$classroom"
            params={{ organization: slug, classroom: stay.classroom.id }}
          >
            {stay.classroom.name}
          </Link>
          <span className={styles.onlyPhone}>
            <Joined stay={stay} />
          </span>
          <span className={styles.onlyPhone}>
            <Left stay={stay} />
          </span>
        </span>
      ),
    },
    {
      key: "joined",
      header: t("students.stays.joined"),
      from: "tablet",
      render: (stay) => <Joined stay={stay} />,
    },
    {
      key: "left",
      header: t("students.stays.left"),
      from: "tablet",
      render: (stay) => <Left stay={stay} />,
    },
    {
      key: "menu",
      header: <span className="visually-hidden">{t("app.more")}</span>,
      align: "end",
      render: (stay) =>
        stay.left_at === null ? (
          <RowMenu
            of={stay.classroom.name}
            actions={[
              {
                label: t("classrooms.roster.remove"),
                icon: IconUserMinus,
                loss: true,
                onClick: () => onLeave(stay, "remove"),
              },
              {
                label: t("classrooms.roster.block"),
                icon: IconUserOff,
                loss: true,
                onClick: () => onLeave(stay, "block"),
              },
            ]}
          />
        ) : stay.blocked && isNewest(student, stay) ? (
          <LiftBlock student={student} stay={stay} />
        ) : null,
    },
  ];
}

const isNewest = ({ stays }: StudentDetail, stay: Stay) =>
  stays.find((each) => each.classroom.id === stay.classroom.id) === stay;

function Joined({ stay }: { stay: Stay }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const how = stay.code ?? stay.added_by ?? t(`classrooms.roster.by.${stay.joined_by}`);
  return (
    <span className={styles.when}>
      <span>{format.dateIn(stay.joined_at, time_zone)}</span>
      <span className={styles.faint}>{how}</span>
    </span>
  );
}

function Left({ stay }: { stay: Stay }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  if (!stay.left_at || !stay.left_how) return <Tag kind="good">{t("students.stays.here")}</Tag>;
  const how = t(`students.stays.how.${stay.left_how}`);
  return (
    <span className={styles.when}>
      <span>{format.dateIn(stay.left_at, time_zone)}</span>
      <span className={styles.faint}>
        {stay.removed_by ? t("students.stays.by", { how, name: stay.removed_by }) : how}
      </span>
      {stay.blocked ? <Tag kind="warn">{t("students.stays.blocked")}</Tag> : null}
    </span>
  );
}

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Seats } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { type Column, Rows } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { Section } from "@/ui/work/Section";
import { AllotmentDialog } from "../classrooms/AllotmentDialog";
import { useOrganization } from "../organizations/context";
import styles from "./SeatsScreen.module.css";

type Allotment = Seats["allotments"][number];

/** Which classrooms hold seats back, and what happens when theirs are taken. */
export function Allotments({ seats }: { seats: Seats }) {
  const t = useT();
  const [editing, setEditing] = useState<string | null>(null);
  const columns = useColumns((allotment) => setEditing(allotment.classroom.id));
  return (
    <Section title={t("seats.allotments.title")}>
      {seats.allotments.length > 0 ? (
        <Rows
          label={t("seats.allotments.title")}
          columns={columns}
          rowKey={(each) => each.classroom.id}
          rows={seats.allotments}
        />
      ) : (
        <EmptyState title={t("seats.allotments.empty")} text={t("seats.allotments.emptyText")} />
      )}
      {editing ? <AllotmentDialog classroomId={editing} onClose={() => setEditing(null)} /> : null}
    </Section>
  );
}

function useColumns(onEdit: (allotment: Allotment) => void): Column<Allotment>[] {
  const t = useT();
  const format = useFormat();
  const { slug } = useOrganization();
  return [
    {
      key: "classroom",
      header: t("seats.allotments.classroom"),
      render: ({ classroom }) => (
        <Link
          className={styles.quietLink}
          to="/o/$organization/classrooms/$classroom"
          params={{ organization: slug, classroom: classroom.id }}
        >
          {classroom.name}
        </Link>
      ),
    },
    {
      key: "allotment",
      header: t("seats.allotments.allotment"),
      align: "end",
      render: (each) => format.number(each.allotment),
    },
    {
      key: "spent",
      header: t("seats.allotments.spent"),
      align: "end",
      from: "tablet",
      render: (each) => format.number(each.spent),
    },
    {
      key: "held",
      header: t("seats.allotments.held"),
      align: "end",
      from: "tablet",
      render: (each) => format.number(each.held),
    },
    {
      key: "overflow",
      header: t("seats.allotments.overflow"),
      from: "desktop",
      render: (each) => t(`seats.allotments.${each.overflow}`),
    },
    {
      key: "edit",
      header: <span className="visually-hidden">{t("seats.allotments.edit")}</span>,
      align: "end",
      render: (each) => (
        <Button kind="plain" onClick={() => onEdit(each)}>
          {t("seats.allotments.edit")}
          <span className="visually-hidden">{each.classroom.name}</span>
        </Button>
      ),
    },
  ];
}

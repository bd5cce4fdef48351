import {
  IconDeviceMobileOff,
  IconMailForward,
  IconPencil,
  IconUserMinus,
  IconUserPlus,
} from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StaffMember } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useFormat, useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { notifyDone } from "@/ui/work/notify";
import { RowMenu } from "@/ui/work/RowMenu";
import { Tag } from "@/ui/work/Tag";
import { useNotifyProblem } from "@/ui/work/useNotifyProblem";
import { useUser } from "../accounts/session";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { AddStaff } from "./AddStaff";
import { ChangeStaff } from "./ChangeStaff";
import { resendToStaff, staffQuery } from "./queries";
import { RemoveStaff } from "./RemoveStaff";
import { ResetSecondStep } from "./ResetSecondStep";
import styles from "./StaffScreen.module.css";

type Window = "change" | "remove" | "reset";
type Open = { window: "add" } | { window: Window; person: StaffMember };

/** Who works here, and as what; for admins. */
export function StaffScreen() {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(staffQuery(id));
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const columns = useColumns((window, person) => setOpen({ window, person }));
  return (
    <>
      <PageTitle title={t("staff.title")} />
      <PageHeader
        title={t("staff.title")}
        description={t("staff.description")}
        actions={
          <Button onClick={() => setOpen({ window: "add" })}>
            <IconUserPlus size={18} aria-hidden="true" />
            {t("staff.add")}
          </Button>
        }
      />
      <DataTable
        label={t("staff.list")}
        columns={columns}
        rowKey={(person) => person.staff_id}
        query={query}
        empty={<EmptyState title={t("staff.empty")} />}
      />
      {open?.window === "add" ? <AddStaff onClose={close} /> : null}
      {open?.window === "change" ? <ChangeStaff person={open.person} onClose={close} /> : null}
      {open?.window === "reset" ? <ResetSecondStep person={open.person} onClose={close} /> : null}
      {open?.window === "remove" ? <RemoveStaff person={open.person} onClose={close} /> : null}
    </>
  );
}

function useColumns(onOpen: (window: Window, person: StaffMember) => void): Column<StaffMember>[] {
  const t = useT();
  const format = useFormat();
  const user = useUser();
  const { time_zone } = useOrganization();
  const resend = useResend();
  const rooms = (person: StaffMember) =>
    person.role === "admin"
      ? t("staff.allClassrooms")
      : format.list(person.classrooms.map((room) => room.name)) || t("staff.noClassrooms");
  return [
    { key: "person", header: t("staff.column.person"), render: (each) => <Person person={each} /> },
    {
      key: "role",
      header: t("staff.column.role"),
      from: "tablet",
      render: (person) => <span className={styles.whole}>{t(`staff.role.${person.role}`)}</span>,
    },
    { key: "rooms", header: t("staff.column.classrooms"), from: "desktop", render: rooms },
    {
      key: "added",
      header: t("staff.column.added"),
      from: "desktop",
      render: (person) => (
        <span className={styles.whole}>{format.dateIn(person.added_at, time_zone)}</span>
      ),
    },
    {
      key: "menu",
      header: <span className="visually-hidden">{t("app.more")}</span>,
      align: "end",
      render: (person) => (
        <RowMenu
          of={person.display_name}
          actions={[
            {
              label: t("staff.edit"),
              icon: IconPencil,
              onClick: () => onOpen("change", person),
            },
            person.state === "invited" && {
              label: t("staff.resend"),
              icon: IconMailForward,
              onClick: () => void resend(person),
            },
            // One's own is turned off on one's own page.
            person.second_factor &&
              person.email !== user.email && {
                label: t("security.setting.reset"),
                icon: IconDeviceMobileOff,
                onClick: () => onOpen("reset", person),
              },
            {
              label: t(person.state === "invited" ? "staff.withdraw" : "staff.remove"),
              icon: IconUserMinus,
              loss: true,
              onClick: () => onOpen("remove", person),
            },
          ]}
        />
      ),
    },
  ];
}

function useResend() {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const notifyProblem = useNotifyProblem();
  return (person: StaffMember) =>
    run(person.staff_id, (key) => resendToStaff(id, person.staff_id, key))
      .then(() => notifyDone(t("staff.resent", { email: person.email ?? "" })), notifyProblem)
      .finally(refresh);
}

function Person({ person }: { person: StaffMember }) {
  const t = useT();
  const user = useUser();
  const { requires_second_factor } = useOrganization();
  return (
    <span className={styles.person}>
      <span>
        <strong>{person.display_name}</strong>{" "}
        {person.email && person.email === user.email ? <Tag>{t("staff.you")}</Tag> : null}{" "}
        {person.state === "invited" ? <Invited person={person} /> : null}
      </span>
      <span className={styles.faint}>
        {[
          person.title,
          person.email,
          person.second_factor ? t("security.setting.has") : "",
          requires_second_factor && !person.second_factor ? t("security.setting.hasNot") : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <span className={`${styles.faint} ${styles.onlyPhone}`}>
        {t(`staff.role.${person.role}`)}
      </span>
    </span>
  );
}

/** Invited, and not here yet; or the link has run out meanwhile. */
function Invited({ person: { invitation } }: { person: StaffMember }) {
  const t = useT();
  const over = invitation !== null && new Date(invitation.expires_at) <= new Date();
  return <Tag kind="warn">{t(over ? "staff.linkOver" : "staff.notReady")}</Tag>;
}

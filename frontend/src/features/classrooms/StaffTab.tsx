import { IconPlus, IconUserStar } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { Classroom, StaffMember } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { notifyDone } from "@/ui/work/notify";
import { PickDialog } from "@/ui/work/PickDialog";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { useAllStaff } from "../staff/queries";
import styles from "./ClassroomScreen.module.css";
import { classroomActions, classroomStaffQuery } from "./queries";

export function StaffTab({ room }: { room: Classroom }) {
  const t = useT();
  const { id, role } = useOrganization();
  const query = useInfiniteQuery(classroomStaffQuery(id, room.id));
  const [open, setOpen] = useState<"assign" | StaffMember | null>(null);
  const admin = role === "admin" && !room.deleted_at;
  const assign = admin ? (
    <Button onClick={() => setOpen("assign")}>
      <IconPlus size={18} aria-hidden="true" />
      {t("classrooms.assign.add")}
    </Button>
  ) : null;
  const columns: Column<StaffMember>[] = [
    {
      key: "person",
      header: t("classrooms.assign.person"),
      render: (each) => <Person {...each} />,
    },
  ];
  if (admin) {
    columns.push({
      key: "off",
      header: <span className="visually-hidden">{t("classrooms.assign.off")}</span>,
      align: "end",
      render: (each) => (
        <Button kind="plain" onClick={() => setOpen(each)}>
          {t("classrooms.assign.off")}
          <span className="visually-hidden">{each.display_name}</span>
        </Button>
      ),
    });
  }
  const empty = (
    <EmptyState
      icon={<IconUserStar size={28} />}
      title={t("classrooms.assign.empty")}
      text={t("classrooms.assign.emptyText")}
      action={room.staff.length > 0 ? null : assign}
    />
  );
  return (
    <>
      {room.staff.length > 0 && assign ? <Toolbar>{assign}</Toolbar> : null}
      <DataTable
        label={t("classrooms.assign.list")}
        columns={columns}
        rowKey={(each) => each.staff_id}
        query={query}
        empty={empty}
      />
      {open === "assign" ? (
        <AssignStaff room={room} assigned={itemsOf(query.data)} onClose={() => setOpen(null)} />
      ) : open ? (
        <TakeOff room={room} person={open} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

function Person({ display_name, title, role, email }: StaffMember) {
  const t = useT();
  return (
    <span className={styles.person}>
      <strong>{display_name}</strong>
      <span className={styles.faint}>
        {[title || t(`staff.role.${role}`), email].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

function AssignStaff(props: { room: Classroom; assigned: StaffMember[]; onClose: () => void }) {
  const { room, assigned, onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const staff = useAllStaff();
  const useOptions = (search: string) =>
    staff
      .filter((each) => !assigned.some((one) => one.staff_id === each.staff_id))
      .filter((each) => each.display_name.toLowerCase().includes(search.toLowerCase()))
      .map(({ staff_id: value, display_name: label }) => ({ value, label }));
  return (
    <PickDialog
      title={t("classrooms.assign.title")}
      label={t("classrooms.assign.person")}
      useOptions={useOptions}
      note={t("classrooms.assign.note")}
      submitLabel={t("classrooms.assign.submit")}
      missing={t("classrooms.assign.missing")}
      onClose={onClose}
      onPick={async ({ value, label }) => {
        await classroomActions(id).assign(room.id, value);
        notifyDone(t("classrooms.assign.done", { name: label }));
        refresh();
      }}
    />
  );
}

function TakeOff(props: { room: Classroom; person: StaffMember; onClose: () => void }) {
  const { room, person, onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const name = person.display_name;
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("classrooms.assign.offTitle", { name })}
      confirmLabel={t("classrooms.assign.off")}
      onConfirm={async () => {
        await classroomActions(id).takeOff(room.id, person.staff_id);
        notifyDone(t("classrooms.assign.offDone", { name }));
        refresh();
      }}
    >
      <p>{t("classrooms.assign.offText", { name })}</p>
    </ConfirmLoss>
  );
}

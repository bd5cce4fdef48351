import { IconCopy, IconPencil, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Versioned } from "@/api/client";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Button } from "@/ui/plain/Button";
import { notifyDone } from "@/ui/work/notify";
import { RowMenu } from "@/ui/work/RowMenu";
import { CohortDialog } from "../cohorts/CohortDialog";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { ClassroomDialog } from "./ClassroomDialog";
import { classroomActions } from "./queries";

/** What an admin may do to a classroom. */
export function ClassroomActions({ saved }: { saved: Versioned<Classroom> }) {
  const t = useT();
  const [open, setOpen] = useState<"edit" | "copy" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen("edit")}>
        <IconPencil size={18} aria-hidden="true" />
        {t("classrooms.edit")}
      </Button>
      <RowMenu
        of={saved.value.name}
        actions={[
          saved.value.members > 0 && {
            label: t("cohorts.new.action"),
            icon: IconCopy,
            onClick: () => setOpen("copy"),
          },
          {
            label: t("classrooms.delete"),
            icon: IconTrash,
            loss: true,
            onClick: () => setOpen("delete"),
          },
        ]}
      />
      {open === "edit" ? <ClassroomDialog saved={saved} onClose={close} /> : null}
      {open === "copy" ? <CopyCohort room={saved.value} onClose={close} /> : null}
      {open === "delete" ? <DeleteClassroom room={saved.value} onClose={close} /> : null}
    </>
  );
}

function CopyCohort({ room, onClose }: { room: Classroom; onClose: () => void }) {
  return (
    <CohortDialog
      room={room}
      students={{ everybody: true }}
      count={room.members}
      onClose={onClose}
    />
  );
}

function DeleteClassroom({ room, onClose }: { room: Classroom; onClose: () => void }) {
  const t = useT();
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const remove = async () => {
    await classroomActions(id).remove(room.id);
    notifyDone(t("classrooms.deleted", room));
    await navigate({ to: "/o/$organization/classrooms", params: { organization: slug } });
    refresh();
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("classrooms.deleteTitle", room)}
      confirmLabel={t("classrooms.delete")}
      onConfirm={remove}
    >
      {room.codes > 0 ? <p>{t("classrooms.deleteCodes", { count: room.codes })}</p> : null}
      {room.seats && room.seats.held > 0 ? (
        <p>{t("classrooms.deleteHeld", { count: room.seats.held })}</p>
      ) : null}
      {room.seats && room.seats.spent > 0 ? (
        <p>{t("classrooms.deleteSpent", { count: room.seats.spent })}</p>
      ) : null}
      <p>{t("classrooms.deleteStays")}</p>
    </ConfirmLoss>
  );
}

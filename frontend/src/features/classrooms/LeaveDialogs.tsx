import type { Classroom, Member } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { notifyDone } from "@/ui/work/notify";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { classroomActions } from "./queries";

interface Props {
  room: Classroom;
  member: Member;
  onClose: () => void;
}

/** Takes a student out; another code, or staff, let them back in. */
export function RemoveMember({ room, member, onClose }: Props) {
  const t = useT();
  const { id, role } = useOrganization();
  const refresh = useRefresh();
  const name = useNameOf()(member);
  const remove = async () => {
    await classroomActions(id).removeMember(room.id, member.student_id);
    notifyDone(t("classrooms.roster.removed", { name }));
    refresh();
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("classrooms.roster.removeTitle", { name })}
      confirmLabel={t("work.remove")}
      onConfirm={remove}
    >
      <p>{t("classrooms.roster.removeText", { name })}</p>
      {member.joined_by === "code" ? <p>{t("classrooms.roster.removeCode")}</p> : null}
      {role === "admin" ? <p>{t("classrooms.roster.removeSeat")}</p> : null}
    </ConfirmLoss>
  );
}

/** Takes a student out and keeps them out. */
export function BlockMember({ room, member, onClose }: Props) {
  const t = useT();
  const { id, role } = useOrganization();
  const refresh = useRefresh();
  const name = useNameOf()(member);
  const block = async () => {
    await classroomActions(id).block(room.id, member.student_id);
    notifyDone(t("classrooms.roster.blocked", { name }));
    refresh();
  };
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("classrooms.roster.blockTitle", { name })}
      confirmLabel={t("classrooms.roster.blockConfirm")}
      onConfirm={block}
    >
      <p>{t("classrooms.roster.blockText", { name })}</p>
      {role === "admin" ? <p>{t("classrooms.roster.removeSeat")}</p> : null}
    </ConfirmLoss>
  );
}

import type { Block, Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { classroomActions } from "./queries";

/** Lets a student come in again; puts nobody back. */
export function LiftButton({ room, block }: { room: Classroom; block: Block }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const lift = async () => {
    await classroomActions(id).liftBlock(room.id, block.student_id);
    notifyDone(t("classrooms.roster.lifted", { name: block.display_name }));
    refresh();
  };
  return (
    <AtOnceButton onAct={lift}>
      {t("classrooms.roster.lift")}
      <span className="visually-hidden">{block.display_name}</span>
    </AtOnceButton>
  );
}

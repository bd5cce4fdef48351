import type { Block, Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { classroomActions } from "./queries";

/** Lets a student come in again; puts nobody back. */
export function LiftButton({ room, block }: { room: Classroom; block: Block }) {
  const t = useT();
  const { id } = useOrganization();
  const name = useNameOf()(block);
  const refresh = useRefresh();
  const lift = async () => {
    await classroomActions(id).liftBlock(room.id, block.student_id);
    notifyDone(t("classrooms.roster.lifted", { name }));
    refresh();
  };
  return (
    <AtOnceButton onAct={lift}>
      {t("classrooms.roster.lift")}
      <span className="visually-hidden">{name}</span>
    </AtOnceButton>
  );
}

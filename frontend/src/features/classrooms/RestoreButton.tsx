import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { classroomActions } from "./queries";

export function RestoreButton({ room }: { room: Classroom }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const restore = async () => {
    await classroomActions(id).restore(room.id);
    notifyDone(t("classrooms.restored", room));
    refresh();
  };
  return (
    <AtOnceButton onAct={restore}>
      {t("classrooms.restore")}
      <span className="visually-hidden">{room.name}</span>
    </AtOnceButton>
  );
}

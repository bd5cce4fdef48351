import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { classroomActions } from "./queries";

/** Nothing is lost or spent by it, so it asks nothing. */
export function RestoreButton({ room }: { room: Classroom }) {
  const t = useT();
  const explain = useExplain();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const restore = async () => {
    setBusy(true);
    try {
      await classroomActions(id).restore(room.id);
      notifyDone(t("classrooms.restored", room));
      refresh();
    } catch (error) {
      const { title, text } = explain(asProblem(error));
      notifications.show({ color: "red", title, message: text });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="quiet" busy={busy} onClick={() => void restore()}>
      {t("classrooms.restore")}
      <span className="visually-hidden">{room.name}</span>
    </Button>
  );
}

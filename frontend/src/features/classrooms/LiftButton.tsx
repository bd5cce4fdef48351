import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { Block, Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { useOrganization } from "../organizations/context";
import { classroomActions } from "./queries";

/** Puts nobody back and spends nothing, so it asks nothing. */
export function LiftButton(props: { room: Classroom; block: Block; onDone: () => void }) {
  const { room, block, onDone } = props;
  const t = useT();
  const explain = useExplain();
  const { id } = useOrganization();
  const [busy, setBusy] = useState(false);
  const lift = async () => {
    setBusy(true);
    try {
      await classroomActions(id).liftBlock(room.id, block.student_id);
      onDone();
    } catch (error) {
      const { title, text } = explain(asProblem(error));
      notifications.show({ color: "red", title, message: text });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="quiet" busy={busy} onClick={() => void lift()}>
      {t("classrooms.roster.lift")}
      <span className="visually-hidden">{block.display_name}</span>
    </Button>
  );
}

import type { Classroom, NewTransfer, Transfer } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { notifyDone } from "@/ui/work/notify";
import { notifyUndo } from "@/ui/work/notifyUndo";
import { useNotifyProblem } from "@/ui/work/useNotifyProblem";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { cohortActions } from "./queries";
import { useTell } from "./useTell";

/** Takes a transfer back, and says how far that went. */
export function useUndo(): (transfer: Transfer) => Promise<void> {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const notifyProblem = useNotifyProblem();
  return async (transfer) => {
    try {
      const { students, put_back } = await cohortActions(id).undo(transfer.id);
      const back = put_back ?? 0;
      const words = [t("cohorts.undone", { count: back })];
      if (back < students) words.push(t("cohorts.changed", { count: students - back }));
      notifyDone(words.join(" "));
      refresh();
    } catch (error) {
      notifyProblem(error);
    }
  };
}

/** Moves, copies or removes students, says what came of it, and offers to take it back. */
export function useTransfer(room: Classroom): (body: NewTransfer) => Promise<void> {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const undo = useUndo();
  const tell = useTell();
  return async (body) => {
    const done = await run(body, (key) => cohortActions(id).transfer(room.id, body, key));
    refresh();
    const message = [tell.what(done), ...tell.exceptions(done)].join(" ");
    if (done.may_undo) notifyUndo(message, t("cohorts.undo"), () => undo(done));
    else notifyDone(message);
  };
}

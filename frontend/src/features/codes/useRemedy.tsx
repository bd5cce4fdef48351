import { notifications } from "@mantine/notifications";
import type { Code, ExposureRemedy } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { useNotifyProblem } from "@/ui/work/useNotifyProblem";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./ExposurePanel.module.css";
import { codeActions } from "./queries";

/** How long it can be taken back, in milliseconds. */
const SECOND_THOUGHTS = 12_000;

/** Carries out a way to bring the exposure down, and offers to take it back. */
export function useRemedy(code: Code, version: string | undefined, onChanged?: () => void) {
  const t = useT();
  const notifyProblem = useNotifyProblem();
  const refresh = useRefresh();
  const { id } = useOrganization();
  const actions = codeActions(id);
  const changed = () => {
    refresh();
    onChanged?.();
  };
  const undo = async (remedy: ExposureRemedy, after: string | undefined) => {
    try {
      await actions.change(code.id, remedy.undo, after);
      notifications.show({ message: t("guard.exposure.undone"), color: "teal" });
      changed();
    } catch (error) {
      notifyProblem(error);
    }
  };
  const offerUndo = (remedy: ExposureRemedy, what: string, after: string | undefined) => {
    const key = notifications.show({
      color: "teal",
      autoClose: SECOND_THOUGHTS,
      message: (
        <span className={styles.done}>
          {t("guard.exposure.done", { what })}
          <Button
            kind="plain"
            onClick={() => {
              notifications.hide(key);
              void undo(remedy, after);
            }}
          >
            {t("guard.exposure.undo")}
          </Button>
        </span>
      ),
    });
  };
  const sending = useSubmit(async (remedy: ExposureRemedy, what: string) => {
    await actions.change(code.id, remedy.change, version);
    const { version: after } = await actions.load(code.id);
    changed();
    offerUndo(remedy, what, after);
  });
  return {
    ...sending,
    reload() {
      sending.setProblem(null);
      changed();
    },
  };
}

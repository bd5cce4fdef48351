import { notifications } from "@mantine/notifications";
import type { Approval } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { approve } from "./queries";

// As many as the server takes at once; whoever is left is asked about next.
const MOST = 200;

/** Lets in all who are on the screen; says first how many seats that spends. */
export function ApproveAll({ waiting, onClose }: { waiting: Approval[]; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const chosen = waiting.slice(0, MOST);
  const seats = chosen.filter((each) => each.spends_seat).length;
  const { busy, problem, submit } = useSubmit(async () => {
    const ids = chosen.map((each) => each.id);
    const { done, refused } = await run(ids, (key) => approve(id, ids, key));
    if (done.length > 0) notifyDone(t("codes.approvals.allDone", { count: done.length }));
    if (refused.length > 0) {
      const message = t("codes.approvals.allRefused", { count: refused.length });
      notifications.show({ color: "red", message });
    }
    refresh();
    onClose();
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("codes.approvals.allTitle")}
      submitLabel={t("codes.approvals.all")}
      busy={busy}
      problem={problem}
      onSubmit={() => void submit()}
    >
      <p>{t("codes.approvals.allPeople", { count: chosen.length })}</p>
      <p>
        <Rich
          text={
            seats > 0
              ? t("codes.approvals.allSeats", { count: seats })
              : t("codes.approvals.allFree")
          }
        />
      </p>
    </FormDialog>
  );
}

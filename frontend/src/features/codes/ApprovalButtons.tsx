import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { asProblem, Problem } from "@/api/problem";
import type { Approval } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./Approvals.module.css";
import { approve } from "./queries";

/** Lets somebody in, who is judged again as if the code were typed now. */
export function ApprovalButtons(props: { approval: Approval; onDecline: () => void }) {
  const { approval, onDecline } = props;
  const t = useT();
  const explain = useExplain();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const run = useAction();
  const [busy, setBusy] = useState(false);
  const name = approval.person.display_name;
  const letIn = async () => {
    setBusy(true);
    try {
      const ids = [approval.id];
      const { refused } = await run(ids, (key) => approve(id, ids, key));
      if (refused[0]) throw new Problem(refused[0].problem);
      notifyDone(t("codes.approvals.approved", { name }));
      refresh();
    } catch (error) {
      const { title, text } = explain(asProblem(error));
      notifications.show({
        color: "red",
        title: t("codes.approvals.refused", { name }),
        message: `${title}. ${text}`,
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className={styles.actions}>
      <Button kind="plain" onClick={onDecline}>
        {t("codes.approvals.decline")}
        <span className="visually-hidden">{name}</span>
      </Button>
      <Button kind="quiet" busy={busy} onClick={() => void letIn()}>
        {t("codes.approvals.approve")}
        <span className="visually-hidden">{name}</span>
      </Button>
    </span>
  );
}

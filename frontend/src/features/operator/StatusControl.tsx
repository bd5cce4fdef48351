import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { OperatorOrganization } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { notifyDone } from "@/ui/work/notify";
import { changeStatus, OPERATOR_KEY } from "./queries";

/** Says that an organization is on hold, and takes it off again. */
export function StatusControl({ organization }: { organization: OperatorOrganization }) {
  const t = useT();
  const explain = useExplain();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  if (organization.status === "active") return null;
  const reactivate = async () => {
    setBusy(true);
    try {
      await changeStatus(organization.id, "active");
      notifyDone(t("operator.reactivated", organization));
      void queries.invalidateQueries({ queryKey: OPERATOR_KEY });
    } catch (error) {
      const { title, text } = explain(asProblem(error));
      notifications.show({ color: "red", title, message: text });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice
      kind="warn"
      title={t("operator.onHold")}
      action={
        <Button kind="quiet" busy={busy} onClick={() => void reactivate()}>
          {t("operator.reactivate")}
        </Button>
      }
    >
      {t("operator.onHoldText")}
    </Notice>
  );
}

/** Asks before nobody can join an organization anymore. */
export function SuspendDialog(props: { organization: OperatorOrganization; onClose: () => void }) {
  const { organization, onClose } = props;
  const t = useT();
  const queries = useQueryClient();
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("operator.suspendTitle", organization)}
      confirmLabel={t("operator.suspend")}
      onConfirm={async () => {
        await changeStatus(organization.id, "suspended");
        notifyDone(t("operator.suspended", organization));
        void queries.invalidateQueries({ queryKey: OPERATOR_KEY });
      }}
    >
      <p>{t("operator.suspendText")}</p>
    </ConfirmLoss>
  );
}

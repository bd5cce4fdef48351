import { useQueryClient } from "@tanstack/react-query";
import type { OperatorOrganization } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { Notice } from "@/ui/plain/Notice";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { changeStatus, OPERATOR_KEY } from "./queries";

/** Says that an organization is on hold, and takes it off again. */
export function StatusControl({ organization }: { organization: OperatorOrganization }) {
  const t = useT();
  const queries = useQueryClient();
  if (organization.status === "active") return null;
  const reactivate = async () => {
    await changeStatus(organization.id, "active");
    notifyDone(t("operator.reactivated", organization));
    void queries.invalidateQueries({ queryKey: OPERATOR_KEY });
  };
  return (
    <Notice
      kind="warn"
      title={t("operator.onHold")}
      action={<AtOnceButton onAct={reactivate}>{t("operator.reactivate")}</AtOnceButton>}
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

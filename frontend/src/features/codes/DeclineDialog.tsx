import type { Approval } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { decline } from "./queries";

export function DeclineDialog({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const name = approval.person.display_name;
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("codes.approvals.declineTitle", { name })}
      confirmLabel={t("codes.approvals.decline")}
      onConfirm={async () => {
        await decline(id, [approval.id]);
        notifyDone(t("codes.approvals.declined", { name }));
        refresh();
      }}
    >
      <p>{t("codes.approvals.declineText")}</p>
    </ConfirmLoss>
  );
}

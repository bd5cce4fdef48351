import type { Invitation } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { invitationActions } from "./queries";

interface Props {
  invitation: Invitation;
  onClose: () => void;
}

export function WithdrawDialog({ invitation, onClose }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("invitations.withdrawTitle", { email: invitation.email })}
      confirmLabel={t("invitations.withdraw")}
      onConfirm={async () => {
        await invitationActions(id).withdraw(invitation.id);
        notifyDone(t("invitations.withdrawn"));
        refresh();
      }}
    >
      <p>{t("invitations.withdrawText")}</p>
    </ConfirmLoss>
  );
}

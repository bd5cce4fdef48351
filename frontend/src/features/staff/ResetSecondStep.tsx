import type { StaffMember } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { resetSecondStep } from "./queries";

/** For a colleague who lost phone and recovery codes. */
export function ResetSecondStep({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const name = person.display_name;
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("security.setting.resetTitle", { name })}
      confirmLabel={t("security.setting.reset")}
      onConfirm={async () => {
        await resetSecondStep(id, person.staff_id);
        notifyDone(t("security.setting.wasReset", { name }));
        refresh();
      }}
    >
      <p>{t("security.setting.resetText", { name })}</p>
    </ConfirmLoss>
  );
}

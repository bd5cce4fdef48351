import type { StaffMember } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { removeStaff } from "./queries";

export function RemoveStaff({ person, onClose }: { person: StaffMember; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const name = person.display_name;
  const invited = person.state === "invited";
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t(invited ? "staff.withdrawTitle" : "staff.removeTitle", { name })}
      confirmLabel={t(invited ? "staff.withdraw" : "staff.remove")}
      onConfirm={async () => {
        await removeStaff(id, person.staff_id);
        notifyDone(t("staff.removed", { name }));
        refresh();
      }}
    >
      <p>{t(invited ? "staff.withdrawText" : "staff.removeText", { name })}</p>
    </ConfirmLoss>
  );
}

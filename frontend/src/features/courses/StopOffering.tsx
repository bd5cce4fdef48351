import type { Course } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { stopOfferingToEveryone } from "./queries";

export function StopOffering({ course, onClose }: { course: Course; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("courses.stopTitle", course)}
      confirmLabel={t("courses.stop")}
      onConfirm={async () => {
        await stopOfferingToEveryone(id, course.id);
        notifyDone(t("courses.stopped", course));
        refresh();
      }}
    >
      <p>{t("courses.stopText")}</p>
    </ConfirmLoss>
  );
}

import type { Course } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { offerToEveryone } from "./queries";

/** Enrolls many people at once, so it says so first. */
export function OfferToEveryone({ course, onClose }: { course: Course; onClose: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const { busy, problem, submit } = useSubmit(async () => {
    const { students_enrolled: count } = await offerToEveryone(id, course.id);
    notifyDone(t("courses.offered", { title: course.title, count }));
    refresh();
    onClose();
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("courses.offerTitle", course)}
      submitLabel={t("courses.offer")}
      busy={busy}
      problem={problem}
      onSubmit={() => void submit()}
    >
      <p>{t("courses.offerText")}</p>
      <p>{t("courses.offerSeats")}</p>
    </FormDialog>
  );
}

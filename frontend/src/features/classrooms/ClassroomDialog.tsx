import type { Versioned } from "@/api/client";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { AllotmentFields } from "./AllotmentFields";
import styles from "./ClassroomDialog.module.css";
import { BasicFields, DetailFields } from "./ClassroomFields";
import { OfferFields } from "./OfferFields";
import { useClassroomForm } from "./useClassroomForm";

interface Props {
  /** The classroom to edit; without one a new one is made. */
  saved?: Versioned<Classroom>;
  onDone?: (room: Classroom) => void;
  onClose: () => void;
}

/** Makes or edits a classroom or campaign; for admins. */
export function ClassroomDialog({ saved, onDone, onClose }: Props) {
  const t = useT();
  const form = useClassroomForm(saved ?? null, (room) => {
    notifyDone(saved ? t("classrooms.form.saved") : t("classrooms.form.created", room));
    onClose();
    onDone?.(room);
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      size={620}
      title={
        saved
          ? t("classrooms.form.editTitle", { name: saved.value.name })
          : t("classrooms.form.newTitle")
      }
      submitLabel={t(saved ? "classrooms.form.save" : "classrooms.form.create")}
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
      onReload={() => void form.reload()}
    >
      <div className={styles.fields}>
        <BasicFields form={form} />
        {saved ? null : <OfferFields form={form} />}
        <AllotmentFields form={form} />
        <DetailFields form={form} />
      </div>
    </FormDialog>
  );
}

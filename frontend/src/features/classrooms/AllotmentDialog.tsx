import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Versioned } from "@/api/client";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { AllotmentFields } from "./AllotmentFields";
import { classroomQuery } from "./queries";
import { useClassroomForm } from "./useClassroomForm";

/** Only the seats of a classroom, for the seats page. */
export function AllotmentDialog(props: { classroomId: string; onClose: () => void }) {
  const { classroomId, onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(classroomQuery(id, classroomId));
  if (query.data) return <Form saved={query.data} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={t("seats.allotments.edit")}>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={3} />
      )}
    </Modal>
  );
}

function Form({ saved, onClose }: { saved: Versioned<Classroom>; onClose: () => void }) {
  const t = useT();
  const form = useClassroomForm(saved, () => {
    notifyDone(t("classrooms.form.saved"));
    onClose();
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("seats.allotments.editTitle", saved.value)}
      submitLabel={t("classrooms.form.save")}
      busy={form.busy}
      problem={form.problem}
      onSubmit={form.submit}
      onReload={() => void form.reload()}
    >
      <AllotmentFields form={form} />
    </FormDialog>
  );
}

import { Checkbox } from "@mantine/core";
import type { Classroom, ClassroomCourse } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useDraft } from "@/lib/useDraft";
import { useSubmit } from "@/lib/useSubmit";
import { DayField } from "@/ui/work/DayField";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./ClassroomDialog.module.css";
import { classroomActions, type Terms } from "./queries";

interface Props {
  room: Classroom;
  course: ClassroomCourse;
  onClose: () => void;
}

const termsOf = (course: ClassroomCourse): Terms => ({
  opens_on: course.opens_on ?? null,
  due_on: course.due_on ?? null,
  closes_on: course.closes_on ?? null,
  required: course.required,
  sequential: course.sequential,
});

/** When a classroom's students can take a course, and how. */
export function TermsDialog({ room, course, onClose }: Props) {
  const t = useT();
  const explainField = useExplainField();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const { draft, set, changes } = useDraft(termsOf(course));
  const { busy, problem, submit } = useSubmit(async () => {
    await classroomActions(id).changeTerms(room.id, course.id, changes);
    refresh();
    notifyDone(t("classrooms.offer.termsSaved"));
    onClose();
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("classrooms.offer.termsTitle", course)}
      submitLabel={t("classrooms.form.save")}
      busy={busy}
      problem={problem}
      onSubmit={() => void submit()}
    >
      <div className={styles.fields}>
        <div className={styles.pair}>
          <DayField
            label={t("classrooms.offer.opens")}
            value={draft.opens_on ?? null}
            onChange={(opens_on) => set({ opens_on })}
            error={explainField(problem, "/opens_on")}
          />
          <DayField
            label={t("classrooms.offer.due")}
            value={draft.due_on ?? null}
            onChange={(due_on) => set({ due_on })}
            error={explainField(problem, "/due_on")}
          />
        </div>
        <DayField
          label={t("classrooms.offer.closes")}
          description={t("classrooms.offer.closesHint")}
          value={draft.closes_on ?? null}
          onChange={(closes_on) => set({ closes_on })}
          error={explainField(problem, "/closes_on")}
        />
        <Checkbox
          label={t("classrooms.offer.required")}
          checked={draft.required}
          onChange={(event) => set({ required: event.currentTarget.checked })}
        />
        <Checkbox
          label={t("classrooms.offer.sequential")}
          description={t("classrooms.offer.sequentialHint")}
          checked={draft.sequential}
          onChange={(event) => set({ sequential: event.currentTarget.checked })}
        />
      </div>
    </FormDialog>
  );
}

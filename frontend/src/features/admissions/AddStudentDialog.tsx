import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AddedStudent } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useDebounced } from "@/lib/useDebounced";
import { FormDialog } from "@/ui/work/FormDialog";
import { type Option, SearchSelect } from "@/ui/work/SearchSelect";
import { GivenPassword } from "../cards/GivenPassword";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";
import { useOrganization } from "../organizations/context";
import { Alike } from "./Alike";
import { Cost } from "./Cost";
import { suggestionQuery } from "./queries";
import { type NewStudentForm, useNewStudent } from "./useNewStudent";

interface Props {
  /** Where they go; without it the form asks. */
  classroom?: Option;
  onClose: () => void;
}

/** Somebody new by hand, with an email or without; what it costs is drawn before the click. */
export function AddStudentDialog({ classroom, onClose }: Props) {
  const t = useT();
  const [given, setGiven] = useState<AddedStudent | null>(null);
  const form = useNewStudent(classroom ?? null, { onDone: onClose, onGiven: setGiven });
  if (given) return <Given added={given} onClose={onClose} />;
  const alike = form.problem?.code === "student-probably-here" ? form.problem : null;
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={
        classroom
          ? t("admissions.titleInto", { classroom: classroom.label })
          : t("admissions.title")
      }
      submitLabel={t("admissions.submit")}
      busy={form.busy}
      problem={alike ? null : form.problem}
      onSubmit={() => form.send()}
    >
      <Fields form={form} asksClassroom={!classroom} />
      {alike ? <Alike problem={alike} onAnyway={() => form.send(true)} /> : null}
      <Cost classroomId={form.draft.classroom?.value} />
    </FormDialog>
  );
}

function Given({ added, onClose }: { added: AddedStudent; onClose: () => void }) {
  const t = useT();
  return (
    <GivenPassword
      title={t("admissions.given", { name: added.display_name })}
      studentId={added.student_id}
      given={{ username: added.username ?? "", password: added.first_password ?? "" }}
      onClose={onClose}
    />
  );
}

function Fields({ form, asksClassroom }: { form: NewStudentForm; asksClassroom: boolean }) {
  const t = useT();
  const explainField = useExplainField();
  const { draft, set, missing, problem } = form;
  return (
    <>
      <TextInput
        label={t("admissions.name")}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={missing.name ? t("admissions.nameMissing") : explainField(problem, "/display_name")}
        autoComplete="off"
        maxLength={100}
      />
      <TextInput
        type="email"
        label={t("admissions.email")}
        description={t("admissions.emailHint")}
        value={draft.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
        error={explainField(problem, "/email")}
        autoComplete="off"
        maxLength={254}
      />
      {draft.email.trim() === "" ? <UsernameField form={form} /> : null}
      {asksClassroom ? <ClassroomField form={form} /> : null}
    </>
  );
}

function UsernameField({ form }: { form: NewStudentForm }) {
  const t = useT();
  const { id } = useOrganization();
  const explainField = useExplainField();
  const name = useDebounced(form.draft.name.trim());
  const suggestion = useQuery(suggestionQuery(id, name)).data;
  return (
    <TextInput
      label={t("admissions.username")}
      description={
        suggestion && name
          ? t("admissions.usernameHint", { suggestion })
          : t("admissions.usernameHintFirst")
      }
      placeholder={name ? suggestion : undefined}
      value={form.draft.username}
      onChange={(event) => form.set({ username: event.currentTarget.value })}
      error={explainField(form.problem, "/username")}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
    />
  );
}

function ClassroomField({ form }: { form: NewStudentForm }) {
  const t = useT();
  const explainField = useExplainField();
  const wrong = form.missing.classroom ? t("admissions.classroomMissing") : null;
  return (
    <SearchSelect
      label={t("admissions.classroom")}
      placeholder={t("admissions.classroomNone")}
      value={form.draft.classroom}
      onChange={(classroom) => form.set({ classroom })}
      useOptions={useClassroomOptions}
      clearable
      error={wrong ?? explainField(form.problem, "/classroom_id")}
    />
  );
}

import { Checkbox, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Classroom, SelectedStudents } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { schoolYear } from "@/lib/days";
import { useSubmit } from "@/lib/useSubmit";
import { DayField } from "@/ui/work/DayField";
import { FormDialog } from "@/ui/work/FormDialog";
import { notifyDone } from "@/ui/work/notify";
import styles from "../classrooms/ClassroomDialog.module.css";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { useToday } from "../organizations/useToday";
import { cohortActions } from "./queries";

interface Props {
  room: Classroom;
  students: SelectedStudents;
  /** Null: as many as match the search. */
  count: number | null;
  onClose: () => void;
  onDone?: () => void;
}

/** Makes a new classroom out of the students of another, which may be deleted. */
export function CohortDialog({ room, students, count, onClose, onDone }: Props) {
  const t = useT();
  const explainField = useExplainField();
  const { id, slug } = useOrganization();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const run = useAction();
  const today = useToday();
  const [draft, setDraft] = useState({
    name: room.name,
    school_year: schoolYear(today) as string | null,
    starts_on: null as string | null,
    ends_on: null as string | null,
    with_courses: true,
    with_staff: true,
  });
  const set = (changed: Partial<typeof draft>) => setDraft({ ...draft, ...changed });
  const [tried, setTried] = useState(false);
  const nameless = draft.name.trim() === "";
  const { busy, problem, submit } = useSubmit(async () => {
    const body = { ...draft, students };
    const { classroom, transfer } = await run(body, (key) =>
      cohortActions(id).reconstitute(room.id, body, key),
    );
    notifyDone(t("cohorts.new.done", { name: classroom.name, count: transfer.students }));
    onDone?.();
    onClose();
    refresh();
    await navigate({
      to: "/o/$organization/classrooms/$classroom",
      params: { organization: slug, classroom: classroom.id },
    });
  });
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={t("cohorts.new.title")}
      submitLabel={t("cohorts.new.submit")}
      busy={busy}
      problem={problem}
      note={t("cohorts.noSeats")}
      onSubmit={() => {
        setTried(true);
        if (!nameless) void submit();
      }}
    >
      <div className={styles.fields}>
        <p>
          {count === null
            ? t("cohorts.new.matching", { from: room.name })
            : t("cohorts.new.who", { count, from: room.name })}
        </p>
        <TextInput
          label={t("classrooms.form.name")}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={tried && nameless ? t("work.missing") : explainField(problem, "/name")}
          maxLength={120}
        />
        <div className={styles.pair}>
          <TextInput
            label={t("classrooms.form.schoolYear")}
            value={draft.school_year ?? ""}
            onChange={(event) => set({ school_year: event.currentTarget.value || null })}
            maxLength={20}
          />
          <DayField
            label={t("classrooms.form.from")}
            value={draft.starts_on}
            onChange={(starts_on) => set({ starts_on })}
          />
          <DayField
            label={t("classrooms.form.till")}
            value={draft.ends_on}
            min={draft.starts_on ?? undefined}
            onChange={(ends_on) => set({ ends_on })}
            error={explainField(problem, "/ends_on")}
          />
        </div>
        <Checkbox
          label={t("cohorts.new.courses")}
          checked={draft.with_courses}
          onChange={(event) => set({ with_courses: event.currentTarget.checked })}
        />
        <Checkbox
          label={t("cohorts.new.staff")}
          checked={draft.with_staff}
          onChange={(event) => set({ with_staff: event.currentTarget.checked })}
        />
        <p className={styles.faint}>{t("cohorts.new.rest")}</p>
      </div>
    </FormDialog>
  );
}

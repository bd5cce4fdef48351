import { Radio, Select, Textarea } from "@mantine/core";
import type { Channel } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { CheckList } from "@/ui/work/CheckList";
import { useAllStaff } from "../staff/queries";
import styles from "./CodeDialog.module.css";
import type { CodeForm } from "./useCodeForm";

const CHANNELS: Channel[] = ["email", "social", "flyer", "event", "other"];

/** What most codes do without. */
export function MoreFields({ form }: { form: CodeForm }) {
  const t = useT();
  const explainField = useExplainField();
  const { draft, set } = form;
  const used = draft.course_ids || draft.assigned_staff_id || draft.channel || draft.note;
  return (
    <details className={styles.more} open={form.saved && used ? true : undefined}>
      <summary>{t("codes.form.more")}</summary>
      <div>
        <CourseFields form={form} />
        <StaffField form={form} />
        <Select
          label={t("codes.form.channel")}
          value={draft.channel}
          onChange={(channel) => set({ channel: channel as Channel | null })}
          data={CHANNELS.map((value) => ({ value, label: t(`work.channel.${value}`) }))}
          clearable
          clearButtonProps={{ "aria-label": t("work.none") }}
        />
        <Textarea
          label={t("codes.form.note")}
          description={t("codes.form.noteHint")}
          value={draft.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
          error={explainField(form.problem, "/note")}
          maxLength={1000}
          autosize
          minRows={2}
        />
      </div>
    </details>
  );
}

function CourseFields({ form }: { form: CodeForm }) {
  const t = useT();
  const { draft, set, courses } = form;
  const all = draft.classroom ? "codes.form.coursesAll" : "codes.form.coursesAllOrganization";
  return (
    <>
      <Radio.Group
        label={t("codes.form.courses")}
        value={draft.course_ids === null ? "all" : "some"}
        onChange={(value) => set({ course_ids: value === "all" ? null : [] })}
      >
        <div className={styles.fields} style={{ gap: 8, marginTop: 8 }}>
          <Radio value="all" label={t(all)} />
          <Radio value="some" label={t("codes.form.coursesSome")} disabled={courses.length === 0} />
        </div>
      </Radio.Group>
      {courses.length === 0 ? <p className={styles.hint}>{t("codes.form.coursesNone")}</p> : null}
      {draft.course_ids !== null ? (
        <CheckList
          label={t("codes.form.coursesSome")}
          hideLabel
          options={courses.map((course) => ({
            value: course.id,
            label: course.title,
            note: course.topic,
          }))}
          value={draft.course_ids}
          onChange={(course_ids) => set({ course_ids })}
        />
      ) : null}
    </>
  );
}

/** Admins choose from all staff, teachers from those of the classroom. */
function StaffField({ form }: { form: CodeForm }) {
  const t = useT();
  const everybody = useAllStaff();
  const assigned = form.saved?.assigned_staff;
  const known = [...everybody, ...(form.room?.staff ?? []), ...(assigned ? [assigned] : [])];
  const names = new Map(known.map((each) => [each.staff_id, each.display_name]));
  return (
    <Select
      label={t("codes.form.staff")}
      description={t("codes.form.staffHint")}
      value={form.draft.assigned_staff_id}
      onChange={(assigned_staff_id) => form.set({ assigned_staff_id })}
      data={[...names].map(([value, label]) => ({ value, label }))}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("work.none") }}
      nothingFoundMessage={t("work.nothingFound")}
    />
  );
}

import { Select, Textarea, TextInput } from "@mantine/core";
import type { Audience, Channel } from "@/api/types";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { classroomColor, classroomColors } from "@/lib/classroomColor";
import { Choice } from "@/ui/plain/Choice";
import { DayField } from "@/ui/work/DayField";
import styles from "./ClassroomDialog.module.css";
import type { ClassroomForm } from "./useClassroomForm";

const AUDIENCES: Audience[] = ["students", "staff", "parents", "public"];
const CHANNELS: Channel[] = ["email", "social", "flyer", "event", "other"];

/** What every classroom needs. */
export function BasicFields({ form }: { form: ClassroomForm }) {
  const t = useT();
  const explainField = useExplainField();
  const { draft, set, problem } = form;
  return (
    <>
      <TextInput
        label={t("classrooms.form.name")}
        placeholder={t("classrooms.form.namePlaceholder")}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={form.nameMissing ? t("work.missing") : explainField(problem, "/name")}
        maxLength={120}
      />
      <Choice
        label={t("classrooms.form.kind")}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
        options={[
          { value: "classroom", label: t("classrooms.kind.classroom") },
          { value: "campaign", label: t("classrooms.kind.campaign") },
        ]}
      />
      <div className={styles.pair}>
        <Select
          label={t("classrooms.form.audience")}
          value={draft.audience}
          onChange={(audience) => audience && set({ audience: audience as Audience })}
          data={AUDIENCES.map((value) => ({ value, label: t(`classrooms.audience.${value}`) }))}
          allowDeselect={false}
        />
        {draft.kind === "campaign" ? (
          <Select
            label={t("classrooms.form.channel")}
            value={draft.channel}
            onChange={(channel) => set({ channel: channel as Channel | null })}
            data={CHANNELS.map((value) => ({ value, label: t(`work.channel.${value}`) }))}
            clearable
            clearButtonProps={{ "aria-label": t("work.none") }}
          />
        ) : null}
      </div>
    </>
  );
}

/** What can wait. */
export function DetailFields({ form }: { form: ClassroomForm }) {
  const t = useT();
  const explainField = useExplainField();
  const { draft, set, problem } = form;
  return (
    <details className={styles.more} open={form.saved ? true : undefined}>
      <summary>{t("classrooms.form.more")}</summary>
      <div className={styles.fields}>
        <Textarea
          label={t("classrooms.form.description")}
          description={t("classrooms.form.descriptionHint")}
          value={draft.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
          error={explainField(problem, "/description")}
          maxLength={2000}
          autosize
          minRows={2}
        />
        <div className={styles.pair}>
          <DayField
            label={t("classrooms.form.from")}
            value={draft.starts_on}
            onChange={(starts_on) => set({ starts_on })}
            error={explainField(problem, "/starts_on")}
          />
          <DayField
            label={t("classrooms.form.till")}
            value={draft.ends_on}
            min={draft.starts_on ?? undefined}
            onChange={(ends_on) => set({ ends_on })}
            error={explainField(problem, "/ends_on")}
          />
        </div>
        <TextInput
          label={t("classrooms.form.schoolYear")}
          value={draft.school_year ?? ""}
          onChange={(event) => set({ school_year: event.currentTarget.value || null })}
          error={explainField(problem, "/school_year")}
          maxLength={20}
          maw={200}
        />
        <ColorField form={form} />
      </div>
    </details>
  );
}

function ColorField({ form }: { form: ClassroomForm }) {
  const t = useT();
  return (
    <fieldset className={styles.colors}>
      <legend>{t("classrooms.form.color")}</legend>
      {classroomColors.map((color) => (
        <label key={color} title={t(`classrooms.colors.${color}`)}>
          <input
            type="radio"
            name="color"
            checked={form.draft.color === color}
            onChange={() => form.set({ color })}
          />
          <span className={styles.dot} style={{ background: classroomColor(color) }} />
          <span className="visually-hidden">{t(`classrooms.colors.${color}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

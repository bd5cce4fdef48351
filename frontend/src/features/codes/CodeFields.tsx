import { Checkbox, NumberInput, Switch } from "@mantine/core";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { zoneCity } from "@/lib/days";
import { Ticket } from "@/ui/Ticket";
import { DayField } from "@/ui/work/DayField";
import { SearchSelect } from "@/ui/work/SearchSelect";
import { useClassroomOptions } from "../classrooms/useClassroomOptions";
import { useOrganization } from "../organizations/context";
import styles from "./CodeDialog.module.css";
import { CodeTextInput } from "./CodeTextInput";
import { DomainFields } from "./DomainFields";
import { MoreFields } from "./MoreFields";
import { RuleFields } from "./RuleFields";
import type { CodeForm } from "./useCodeForm";

export function CodeFields({ form }: { form: CodeForm }) {
  return (
    <div className={styles.fields}>
      {form.together ? null : form.saved ? (
        <Fixed form={form} />
      ) : (
        <>
          <ClassroomField form={form} />
          <TextField form={form} />
        </>
      )}
      <DayFields form={form} />
      <CapField form={form} />
      <OtherFields form={form} />
    </div>
  );
}

/** The rules that one code and many have alike. */
export function OtherFields({ form }: { form: CodeForm }) {
  return (
    <>
      <DomainFields form={form} />
      <EnabledField form={form} />
      <RuleFields form={form} />
      <MoreFields form={form} />
    </>
  );
}

export function ClassroomField({ form }: { form: CodeForm }) {
  const t = useT();
  const { role } = useOrganization();
  const explainField = useExplainField();
  return (
    <SearchSelect
      label={t("codes.form.classroom")}
      description={t("codes.form.classroomHint")}
      placeholder={role === "admin" ? t("codes.form.classroomNone") : undefined}
      value={form.draft.classroom}
      onChange={(classroom) => form.set({ classroom })}
      useOptions={useClassroomOptions}
      clearable={role === "admin"}
      error={
        form.missingRoom
          ? t("codes.form.classroomMissing")
          : explainField(form.problem, "/classroom_id")
      }
    />
  );
}

function TextField({ form }: { form: CodeForm }) {
  const t = useT();
  const explainField = useExplainField();
  return (
    <CodeTextInput
      label={t("codes.form.text")}
      description={t("codes.form.textHint")}
      value={form.draft.code}
      onChange={(code) => form.set({ code })}
      error={explainField(form.problem, "/code")}
      maxLength={60}
    />
  );
}

/** Of a code that exists: flyers are out there, so its text and place stay. */
function Fixed({ form }: { form: CodeForm }) {
  const t = useT();
  return (
    <div className={styles.fixed}>
      <div>
        <Ticket code={form.draft.code} copies={false} />
      </div>
      <span>{form.draft.classroom?.label ?? t("codes.organizationWide")}</span>
      <small>{t("codes.form.textFixed")}</small>
    </div>
  );
}

export function DayFields({ form }: { form: CodeForm }) {
  const t = useT();
  const { time_zone } = useOrganization();
  const explainField = useExplainField();
  const { draft, set, problem } = form;
  return (
    <div className={styles.days}>
      <DayField
        label={t("codes.form.from")}
        value={draft.valid_from}
        onChange={(valid_from) => set({ valid_from })}
        error={explainField(problem, "/valid_from")}
      />
      <DayField
        label={t("codes.form.till")}
        value={draft.valid_till}
        min={draft.valid_from ?? undefined}
        onChange={(valid_till) => set({ valid_till })}
        error={explainField(problem, "/valid_till")}
      />
      <p>{t("codes.form.days", { city: zoneCity(time_zone) })}</p>
    </div>
  );
}

function CapField({ form }: { form: CodeForm }) {
  const t = useT();
  const explainField = useExplainField();
  const single = form.draft.max_redemptions === 1;
  return (
    <div className={styles.cap}>
      <NumberInput
        label={t("codes.form.cap")}
        description={t("codes.form.capHint")}
        value={form.draft.max_redemptions ?? ""}
        onChange={(value) => form.set({ max_redemptions: value === "" ? null : Number(value) })}
        error={explainField(form.problem, "/max_redemptions")}
        min={Math.max(1, form.saved?.redemptions ?? 1)}
        max={10_000_000}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        clampBehavior="none"
        inputMode="numeric"
        maw={240}
      />
      <Checkbox
        label={t("codes.form.single")}
        checked={single}
        disabled={(form.saved?.redemptions ?? 0) > 1}
        onChange={() => form.set({ max_redemptions: single ? null : 1 })}
      />
    </div>
  );
}

function EnabledField({ form }: { form: CodeForm }) {
  const t = useT();
  return (
    <Switch
      size="md"
      label={t("codes.form.enabled")}
      description={t("codes.form.enabledHint")}
      checked={form.draft.enabled}
      onChange={(event) => form.set({ enabled: event.currentTarget.checked })}
    />
  );
}

import { Checkbox, NumberInput } from "@mantine/core";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { MOST_CODES } from "./batch";
import styles from "./CodeDialog.module.css";
import { ClassroomField, DayFields, OtherFields } from "./CodeFields";
import { CodeTextInput } from "./CodeTextInput";
import type { BatchForm } from "./useBatchForm";

export function BatchFields({ form }: { form: BatchForm }) {
  return (
    <div className={styles.fields}>
      <ClassroomField form={form.each} />
      <CountField form={form} />
      <PrefixField form={form} />
      <EachField form={form} />
      <DayFields form={form.each} />
      <OtherFields form={form.each} />
    </div>
  );
}

function CountField({ form }: { form: BatchForm }) {
  const t = useT();
  const explainField = useExplainField();
  return (
    <NumberInput
      label={t("codes.batch.count")}
      description={t("codes.batch.countHint", { most: MOST_CODES })}
      value={form.count ?? ""}
      onChange={(value) => form.setCount(value === "" ? null : Number(value))}
      error={explainField(form.each.problem, "/count")}
      min={1}
      max={MOST_CODES}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      clampBehavior="none"
      inputMode="numeric"
      maw={240}
    />
  );
}

function PrefixField({ form: { each } }: { form: BatchForm }) {
  const t = useT();
  const explainField = useExplainField();
  return (
    <CodeTextInput
      label={t("codes.batch.prefix")}
      description={t("codes.batch.prefixHint")}
      value={each.draft.code}
      onChange={(code) => each.set({ code })}
      error={explainField(each.problem, "/prefix")}
      maxLength={40}
    />
  );
}

/** One person for each code is what batches are for; a class for each is the exception. */
function EachField({ form: { each } }: { form: BatchForm }) {
  const t = useT();
  const explainField = useExplainField();
  const most = each.draft.max_redemptions;
  return (
    <div className={styles.cap}>
      <Checkbox
        label={t("codes.batch.single")}
        description={t("codes.batch.singleHint")}
        checked={most === 1}
        onChange={() => each.set({ max_redemptions: most === 1 ? 30 : 1 })}
      />
      {most === 1 ? null : (
        <NumberInput
          label={t("codes.batch.each")}
          description={t("codes.form.capHint")}
          value={most ?? ""}
          onChange={(value) => each.set({ max_redemptions: value === "" ? null : Number(value) })}
          error={explainField(each.problem, "/max_redemptions")}
          min={1}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          clampBehavior="none"
          inputMode="numeric"
          maw={240}
        />
      )}
    </div>
  );
}

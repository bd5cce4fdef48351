import { Switch, Textarea } from "@mantine/core";
import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import styles from "./CodeDialog.module.css";
import { HoursFields } from "./HoursFields";
import type { CodeForm } from "./useCodeForm";

/** Rules for schools that keep their codes on a short leash. */
export function RuleFields({ form }: { form: CodeForm }) {
  const t = useT();
  const { draft, set, saved } = form;
  const used =
    saved &&
    (draft.weekly_windows.length > 0 || draft.ip_ranges.length > 0 || draft.needs_approval);
  return (
    <details className={styles.more} open={used ? true : undefined}>
      <summary>{t("codes.form.rules")}</summary>
      <div>
        <Switch
          label={t("codes.form.approval")}
          description={t("codes.form.approvalHint")}
          checked={draft.needs_approval}
          onChange={(event) => set({ needs_approval: event.currentTarget.checked })}
        />
        <HoursFields form={form} />
        <NetworkField form={form} />
      </div>
    </details>
  );
}

function NetworkField({ form }: { form: CodeForm }) {
  const t = useT();
  const explainField = useExplainField();
  const { draft, set, problem } = form;
  const wrong = problem?.fields.find(({ pointer }) => pointer.startsWith("/ip_ranges"));
  return (
    <Textarea
      label={t("codes.form.networks")}
      description={t("codes.form.networksHint")}
      value={draft.ip_ranges.join("\n")}
      onChange={(event) => {
        const text = event.currentTarget.value;
        set({ ip_ranges: text === "" ? [] : text.split("\n") });
      }}
      error={wrong ? explainField(problem, wrong.pointer) : null}
      autosize
      minRows={2}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--mono)" } }}
    />
  );
}

import { NumberInput, SegmentedControl } from "@mantine/core";
import type { FormEvent } from "react";
import type { Versioned } from "@/api/client";
import type { GuardMode, LeakGuard } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { Refusal } from "@/ui/work/FormDialog";
import styles from "./GuardForm.module.css";
import { Rehearsal } from "./Rehearsal";
import { type GuardFormState, RANGES, type ThresholdName, useGuardForm } from "./useGuardForm";

const MODES: GuardMode[] = ["on", "rehearse", "off"];

export function GuardForm({ saved }: { saved: Versioned<LeakGuard> }) {
  const t = useT();
  const form = useGuardForm(saved);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!form.busy) void form.submit();
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <p className={styles.intro}>{t("guard.settings.text")}</p>
      <Refusal
        problem={form.problem}
        onReload={() => void form.reload().then(() => form.setProblem(null))}
      />
      <Mode form={form} />
      {form.mode === "off" ? null : (
        <>
          <Thresholds form={form} />
          <Rehearsal thresholds={form.thresholds} />
        </>
      )}
      <div className={styles.buttons}>
        <Button type="submit" busy={form.busy} disabled={!form.changed}>
          {t("guard.settings.save")}
        </Button>
      </div>
    </form>
  );
}

function Mode({ form }: { form: GuardFormState }) {
  const t = useT();
  return (
    <div className={styles.mode}>
      <SegmentedControl
        aria-label={t("guard.settings.mode")}
        value={form.mode}
        onChange={(mode) => form.set({ mode: mode as GuardMode })}
        data={MODES.map((value) => ({ value, label: t(`guard.settings.${value}`) }))}
      />
      <p aria-live="polite">{t(`guard.settings.${form.mode}Text`)}</p>
    </div>
  );
}

function Thresholds({ form }: { form: GuardFormState }) {
  const t = useT();
  const names = Object.keys(RANGES) as ThresholdName[];
  const usual = names.every((name) => form.thresholds[name] === form.defaults[name]);
  return (
    <fieldset className={styles.thresholds}>
      <legend>{t("guard.settings.far")}</legend>
      {names.map((name) => (
        <Threshold key={name} name={name} form={form} />
      ))}
      {usual ? null : (
        <div>
          <Button kind="plain" onClick={() => form.set({ ...form.defaults })}>
            {t("guard.settings.standard")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Threshold({ name, form }: { name: ThresholdName; form: GuardFormState }) {
  const t = useT();
  const [min, max] = RANGES[name];
  return (
    <NumberInput
      className={styles.threshold}
      label={t(`guard.settings.${name}`)}
      description={t(`guard.settings.${name}Hint`)}
      value={form.thresholds[name]}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      onChange={(value) => {
        if (typeof value === "number" && value >= min && value <= max) form.set({ [name]: value });
      }}
    />
  );
}

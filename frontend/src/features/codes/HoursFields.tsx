import { ActionIcon, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { WeeklyWindow } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { Button } from "@/ui/plain/Button";
import styles from "./HoursFields.module.css";
import { closingTime, toDial, WEEKDAYS } from "./hours";
import type { CodeForm } from "./useCodeForm";

const SCHOOL_HOURS: WeeklyWindow = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  opens: "08:00",
  closes: "15:00",
};

/** The hours of the week at which a code works. */
export function HoursFields({ form }: { form: CodeForm }) {
  const t = useT();
  const windows = form.draft.weekly_windows;
  return (
    <fieldset className={styles.hours}>
      <legend>{t("codes.form.hours")}</legend>
      <p className={styles.hint}>{t("codes.form.hoursHint")}</p>
      {windows.map((window, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place only
        <Row key={index} form={form} window={window} index={index} />
      ))}
      <div>
        <Button
          kind="quiet"
          onClick={() => form.set({ weekly_windows: [...windows, SCHOOL_HOURS] })}
        >
          <IconPlus size={18} aria-hidden="true" />
          {t("codes.form.hoursAdd")}
        </Button>
      </div>
    </fieldset>
  );
}

function Row(props: { form: CodeForm; window: WeeklyWindow; index: number }) {
  const { form, window, index } = props;
  const t = useT();
  const explainField = useExplainField();
  const all = form.draft.weekly_windows;
  const change = (changes: Partial<WeeklyWindow>) =>
    form.set({
      weekly_windows: all.map((each, at) => (at === index ? { ...each, ...changes } : each)),
    });
  const error = (field: string) => explainField(form.problem, `/weekly_windows/${index}/${field}`);
  return (
    <div className={styles.row}>
      <Days window={window} number={index + 1} onChange={(days) => change({ days })} />
      {error("days") ? <p className={styles.error}>{error("days")}</p> : null}
      <div className={styles.times}>
        <TextInput
          type="time"
          label={t("codes.form.opens")}
          value={window.opens}
          onChange={(event) => change({ opens: event.currentTarget.value })}
          error={error("opens")}
        />
        <TextInput
          type="time"
          label={t("codes.form.closes")}
          value={toDial(window.closes)}
          onChange={(event) => change({ closes: closingTime(event.currentTarget.value) })}
          error={error("closes")}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={42}
          aria-label={t("codes.form.hoursRemove", { number: index + 1 })}
          onClick={() => form.set({ weekly_windows: all.filter((_, at) => at !== index) })}
        >
          <IconX size={20} color="var(--ink-soft)" />
        </ActionIcon>
      </div>
    </div>
  );
}

function Days(props: { window: WeeklyWindow; number: number; onChange: (days: string[]) => void }) {
  const { window, number, onChange } = props;
  const t = useT();
  const format = useFormat();
  return (
    <fieldset className={styles.days}>
      <legend className="visually-hidden">{t("codes.form.weekdays", { number })}</legend>
      {WEEKDAYS.map((day, index) => (
        <label key={day}>
          <input
            type="checkbox"
            checked={window.days.includes(day)}
            onChange={(event) =>
              onChange(
                WEEKDAYS.filter((each) =>
                  each === day ? event.currentTarget.checked : window.days.includes(each),
                ),
              )
            }
          />
          {format.weekdayName(index + 1)}
        </label>
      ))}
    </fieldset>
  );
}

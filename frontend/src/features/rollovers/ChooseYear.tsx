import { Checkbox, TextInput } from "@mantine/core";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { DayField } from "@/ui/work/DayField";
import type { StepProps } from "./RolloverWizard";
import styles from "./rollovers.module.css";

/** Names, dates and codes of the classrooms of next year. */
export function ChooseYear({ all, change }: StepProps) {
  const t = useT();
  const anew = all.filter((draft) => draft.action === "clone");
  const first = anew[0];
  if (!first) return <Notice>{t("rollovers.noneAnew")}</Notice>;
  const ids = anew.map((draft) => draft.room.id);
  const alike = {
    from: first.from,
    till: first.till,
    schoolYear: first.schoolYear,
    newCodes: first.newCodes,
    leadOn: first.leadOn,
  };
  return (
    <>
      {anew.length > 1 ? (
        <div className={styles.bulk}>
          <Button kind="quiet" onClick={() => change(ids, alike)}>
            {t("rollovers.datesForAll")}
          </Button>
        </div>
      ) : null}
      <ul className={styles.rows}>
        {anew.map(({ room, name, schoolYear, from, till, newCodes, leadOn }) => (
          <li key={room.id} className={styles.card}>
            <div className={styles.fields}>
              <TextInput
                label={t("rollovers.nameAfter", { name: room.name })}
                value={name}
                maxLength={120}
                error={name.trim() === "" ? t("rollovers.nameMissing") : null}
                onChange={(event) => change([room.id], { name: event.currentTarget.value })}
              />
              <TextInput
                label={t("classrooms.form.schoolYear")}
                value={schoolYear}
                maxLength={20}
                onChange={(event) => change([room.id], { schoolYear: event.currentTarget.value })}
              />
              <DayField
                label={t("classrooms.form.from")}
                value={from}
                onChange={(day) => change([room.id], { from: day })}
              />
              <DayField
                label={t("classrooms.form.till")}
                value={till}
                min={from ?? undefined}
                onChange={(day) => change([room.id], { till: day })}
              />
            </div>
            <Checkbox
              label={t("rollovers.newCodes")}
              checked={newCodes}
              onChange={(event) => change([room.id], { newCodes: event.currentTarget.checked })}
            />
            {newCodes && room.codes > 0 ? (
              <Checkbox
                label={t("rollovers.leadOn")}
                checked={leadOn}
                onChange={(event) => change([room.id], { leadOn: event.currentTarget.checked })}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

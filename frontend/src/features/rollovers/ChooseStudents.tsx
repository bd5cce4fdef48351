import { NativeSelect } from "@mantine/core";
import { useT } from "@/i18n/context";
import type { Way } from "./draft";
import type { StepProps } from "./RolloverWizard";
import styles from "./rollovers.module.css";
import { useWays } from "./useWays";

/** Where the students of each classroom go; single ones can be changed on the plan. */
export function ChooseStudents({ all, change }: StepProps) {
  const t = useT();
  const ways = useWays(all);
  return (
    <ul className={styles.rows}>
      {all.map((draft) => (
        <li key={draft.room.id} className={styles.row}>
          <div className={styles.what}>
            <strong>{draft.room.name}</strong>
            <span>{t("classrooms.members", { count: draft.room.members })}</span>
          </div>
          <NativeSelect
            className={styles.select}
            aria-label={t("rollovers.studentsOf", { name: draft.room.name })}
            value={draft.way}
            data={ways(draft)}
            onChange={(event) => change([draft.room.id], { way: event.currentTarget.value as Way })}
          />
        </li>
      ))}
    </ul>
  );
}

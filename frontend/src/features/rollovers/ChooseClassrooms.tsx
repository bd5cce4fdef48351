import { SegmentedControl } from "@mantine/core";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import type { Action } from "./draft";
import type { StepProps } from "./RolloverWizard";
import styles from "./rollovers.module.css";

const ACTIONS = ["clone", "close", "keep"] as const;

/** Which classrooms go on, close, or are made anew. */
export function ChooseClassrooms({ all, change }: StepProps) {
  const t = useT();
  const label = (action: Action) => t(`rollovers.action.${action}`);
  const ids = all.map((draft) => draft.room.id);
  return (
    <>
      <div className={styles.bulk}>
        <span>{t("rollovers.forAll")}</span>
        {ACTIONS.map((action) => (
          <Button key={action} kind="quiet" onClick={() => change(ids, { action })}>
            {label(action)}
          </Button>
        ))}
      </div>
      <ul className={styles.rows}>
        {all.map(({ room, action }) => (
          <li key={room.id} className={styles.row}>
            <div className={styles.what}>
              <strong>{room.name}</strong>
              <span>{t("classrooms.members", { count: room.members })}</span>
            </div>
            <SegmentedControl
              aria-label={t("rollovers.becomes", { name: room.name })}
              value={action}
              onChange={(value) => change([room.id], { action: value as Action })}
              data={ACTIONS.map((value) => ({ value, label: label(value) }))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

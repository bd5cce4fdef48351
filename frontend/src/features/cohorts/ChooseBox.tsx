import { useT } from "@/i18n/context";
import styles from "./Selection.module.css";
import { type Selection, useChosen, useIsChosen } from "./selection";

/** The box before a student's row. */
export function ChooseBox(props: { selection: Selection; id: string; name: string }) {
  const { selection, id, name } = props;
  const t = useT();
  const chosen = useIsChosen(selection, id);
  return (
    <label className={styles.box}>
      <input
        type="checkbox"
        aria-label={t("cohorts.choose", { name })}
        checked={chosen}
        onChange={() => selection.toggle(id)}
      />
    </label>
  );
}

/** The box above them: everybody whom the list has, on this page and the next. */
export function ChooseAllBox({ selection }: { selection: Selection }) {
  const t = useT();
  const { everybody, ids } = useChosen(selection);
  const some = ids.size > 0;
  return (
    <label className={styles.box}>
      <input
        type="checkbox"
        aria-label={t("cohorts.chooseAll")}
        checked={everybody && !some}
        ref={(box) => {
          if (box) box.indeterminate = some;
        }}
        onChange={() => (everybody ? selection.clear() : selection.everybody())}
      />
    </label>
  );
}

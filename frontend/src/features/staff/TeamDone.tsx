import { Modal } from "@mantine/core";
import type { Team } from "@/api/types";
import { useT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import styles from "./StaffScreen.module.css";

/** The addresses that brought nobody new. */
export const troubled = (team: Team) =>
  team.lines.filter(({ outcome }) => outcome !== "invited" && outcome !== "added");

/** After a list was pasted: which of it deserves a second look. */
export function TeamDone({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useT();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("staff.form.lookAgain")}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <ul className={styles.lines}>
        {troubled(team).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand there twice.
          <li key={index}>
            <span>{line.email ?? line.text}</span>
            <span className={styles.faint}>{t(`staff.form.outcome.${line.outcome}`)}</span>
          </li>
        ))}
      </ul>
      <Button wide onClick={onClose}>
        {t("work.done")}
      </Button>
    </Modal>
  );
}

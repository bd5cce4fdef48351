import { Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { asProblem, type Problem } from "@/api/problem";
import { useLightT } from "@/i18n/context";
import styles from "./ConfirmLoss.module.css";
import { Button } from "./plain/Button";
import { Refusal } from "./work/FormDialog";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What is lost and, as important, what stays. */
  children: ReactNode;
  /** The verb of the action, never "OK". */
  confirmLabel: string;
  /** The window closes when this succeeds, and says why when it does not. */
  onConfirm: () => Promise<unknown>;
  /** Takes the newest version after somebody else changed what is about to be lost. */
  onReload?: () => Promise<unknown>;
}

/** Asks before something is taken away. The one place where a button is red. */
export function ConfirmLoss(props: Props) {
  const { opened, onClose, title, children, confirmLabel, onConfirm, onReload } = props;
  const t = useLightT();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const close = () => {
    setProblem(null);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <div className={styles.body}>
        <div className={styles.text}>{children}</div>
        <Refusal
          problem={problem}
          onReload={onReload && (() => void onReload().then(() => setProblem(null)))}
        />
        <div className={styles.buttons}>
          <Button kind="quiet" onClick={close} data-autofocus>
            {t("ui.cancel")}
          </Button>
          <Button kind="loss" busy={busy} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

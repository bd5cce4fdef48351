import { type ReactNode, useEffect, useRef } from "react";
import styles from "./Dialog.module.css";

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** The way back first, then the action. */
  buttons: ReactNode;
}

/** A question that stands over the page: the browser's own window, with its focus and Escape. */
export function Dialog({ open, onClose, title, children, buttons }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className={styles.dialog} onClose={onClose} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.text}>{children}</div>
      <div className={styles.buttons}>{buttons}</div>
    </dialog>
  );
}

import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { FormEvent, ReactNode } from "react";
import type { Problem } from "@/api/problem";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "../plain/Button";
import { Notice } from "../plain/Notice";
import styles from "./FormDialog.module.css";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  submitLabel: string;
  onSubmit: () => void;
  busy?: boolean;
  problem?: Problem | null;
  /** Takes the newest version after somebody else changed it; what was typed stays. */
  onReload?: () => void;
  /** What the button will cost, beside it. */
  note?: ReactNode;
  size?: number;
  children: ReactNode;
}

/** A form in a window: refusals on top, where they are read first; its buttons always in reach. */
export function FormDialog(props: Props) {
  const { opened, onClose, title, size = 520 } = props;
  const t = useT();
  const phone = useMediaQuery("(max-width: 36em)");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={
        // The window starts at its name: a field would open its list, or the phone's keyboard.
        <span tabIndex={-1} data-autofocus>
          {title}
        </span>
      }
      size={size}
      fullScreen={phone}
      // A slip of the mouse must not throw away what was typed.
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": t("ui.close") }}
    >
      <DialogForm {...props} />
    </Modal>
  );
}

function DialogForm(props: Props) {
  const { onClose, onSubmit, submitLabel, busy, problem = null, onReload, note, children } = props;
  const t = useT();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    const form = event.currentTarget;
    onSubmit();
    focusFirstError(form);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Refusal problem={problem} onReload={onReload} />
      {children}
      <div className={styles.footer}>
        {note ? <div className={styles.note}>{note}</div> : null}
        <Button kind="quiet" onClick={onClose}>
          {t("ui.cancel")}
        </Button>
        <Button type="submit" busy={busy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

// The fields complain by themselves; the keyboard goes to the first that does.
function focusFirstError(form: HTMLFormElement) {
  requestAnimationFrame(() =>
    form
      .querySelector<HTMLElement>("input[aria-invalid=true], textarea[aria-invalid=true]")
      ?.focus(),
  );
}

/** Why the server said no. A thing changed meanwhile is loaded again with one click. */
export function Refusal({ problem, onReload }: { problem: Problem | null; onReload?: () => void }) {
  const t = useT();
  const explain = useExplain();
  if (!problem) return null;
  if (problem.status === 412 && onReload) {
    return (
      <Notice
        kind="loss"
        title={t("work.stale")}
        action={
          <Button kind="quiet" onClick={onReload}>
            {t("work.staleLoad")}
          </Button>
        }
      >
        {t("work.staleText")}
      </Notice>
    );
  }
  const { title, text } = explain(problem);
  return (
    <Notice kind="loss" title={title}>
      {text}
    </Notice>
  );
}

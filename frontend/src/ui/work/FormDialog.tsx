import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
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

/** A form in a window; its buttons, and why the server said no, are always in view. */
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
  const form = useRef<HTMLFormElement>(null);
  const atField = useFieldFocus(form, problem);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    onSubmit();
    requestAnimationFrame(() => focusFirstError(form.current));
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {children}
      <div className={styles.footer}>
        {atField ? null : (
          <div className={styles.refusal}>
            <Refusal problem={problem} onReload={onReload} />
          </div>
        )}
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

/** Moves to the field the server complained about; false when the complaint has no field here. */
function useFieldFocus(form: { current: HTMLFormElement | null }, problem: Problem | null) {
  const [atField, setAtField] = useState(false);
  useEffect(() => {
    const named = problem !== null && problem.fields.length > 0;
    setAtField(named && focusFirstError(form.current));
  }, [problem, form]);
  return atField;
}

// The fields complain by themselves; the keyboard goes to the first that does.
function focusFirstError(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector<HTMLElement>(
    "input[aria-invalid=true], textarea[aria-invalid=true]",
  );
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
  return Boolean(field);
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

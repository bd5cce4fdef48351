import type { FormEvent, ReactNode } from "react";
import type { Problem } from "@/api/problem";
import { useExplain } from "@/i18n/explain";
import { Notice } from "@/ui/plain/Notice";
import styles from "./Form.module.css";

interface Props {
  onSubmit: () => void;
  problem: Problem | null;
  /** The fields that show their own complaints; any other complaint is said above them. */
  names?: string[];
  children: ReactNode;
}

/** A column of fields; what was refused stands above them, where it is read first. */
export function Form({ onSubmit, problem, names = [], children }: Props) {
  const explain = useExplain();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The fields complain by themselves; the keyboard goes to the first that does.
    const form = event.currentTarget;
    onSubmit();
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  const explained = problem && !shownByFields(problem, names) ? explain(problem) : null;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {explained ? (
        <Notice kind="loss" title={explained.title}>
          {[explained.text, explained.next].filter(Boolean).join(" ")}
        </Notice>
      ) : null}
      {children}
    </form>
  );
}

function shownByFields({ fields }: Problem, names: string[]): boolean {
  return fields.length > 0 && fields.every(({ pointer }) => names.includes(pointer.slice(1)));
}

import type { FormEvent, ReactNode } from "react";
import type { Problem } from "@/api/problem";
import { useExplain } from "@/i18n/explain";
import { Notice } from "@/ui/plain/Notice";
import styles from "./Form.module.css";

interface Props {
  onSubmit: () => void;
  problem: Problem | null;
  children: ReactNode;
}

/** A column of fields; what was refused stands above them, where it is read first. */
export function Form({ onSubmit, problem, children }: Props) {
  const explain = useExplain();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The fields complain by themselves; the keyboard goes to the first that does.
    const form = event.currentTarget;
    onSubmit();
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  const explained = problem && problem.fields.length === 0 ? explain(problem) : null;
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

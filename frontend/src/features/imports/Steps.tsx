import { useT } from "@/i18n/context";
import styles from "./imports.module.css";

export type Step = "list" | "columns" | "check" | "done";

/** Where one is on the way from a list to students. */
export function Steps({ at, columns }: { at: Step; columns: boolean }) {
  const t = useT();
  const steps: Step[] = columns ? ["list", "columns", "check", "done"] : ["list", "check", "done"];
  const here = steps.indexOf(at);
  return (
    <ol className={styles.steps} aria-label={t("imports.steps.label")}>
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={step === at ? "step" : undefined}
          data-done={index < here || undefined}
        >
          <span aria-hidden="true">{index + 1}</span>
          {t(`imports.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}

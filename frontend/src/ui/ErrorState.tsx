import type { ReactNode } from "react";
import { asProblem } from "@/api/problem";
import { useLightT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { Button } from "./plain/Button";
import styles from "./States.module.css";

interface Props {
  error: unknown;
  /** Usually a query's `refetch`. */
  onRetry?: () => void;
  /** Another way out, instead of trying again. */
  action?: ReactNode;
  /** It is all there is on the page, so its title is the page's. */
  page?: boolean;
}

/** Something could not be loaded: what happened, what to do, and a button that does it. */
export function ErrorState({ error, onRetry, action, page }: Props) {
  const t = useLightT();
  const problem = asProblem(error);
  const { title, text, next } = useExplain()(problem);
  return (
    <div className={styles.state} role="alert">
      {page ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>{[text, next].filter(Boolean).join(" ")}</p>
      <div className={styles.action}>
        {onRetry ? (
          <Button kind="quiet" onClick={onRetry}>
            {t("ui.retry")}
          </Button>
        ) : null}
        {action}
      </div>
      {problem.requestId ? (
        <small className={styles.request}>{t("ui.requestId", { id: problem.requestId })}</small>
      ) : null}
    </div>
  );
}

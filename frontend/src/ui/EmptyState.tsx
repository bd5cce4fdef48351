import type { ReactNode } from "react";
import styles from "./States.module.css";

interface Props {
  icon?: ReactNode;
  /** What will be here. */
  title: string;
  /** How it comes about. */
  text?: ReactNode;
  /** The one step that fills the place. */
  action?: ReactNode;
  /** It is all there is on the page, so its title is the page's. */
  page?: boolean;
}

export function EmptyState({ icon, title, text, action, page }: Props) {
  return (
    <div className={styles.state}>
      {icon ? (
        <div className={styles.icon} aria-hidden="true">
          {icon}
        </div>
      ) : null}
      {page ? <h1>{title}</h1> : <h2>{title}</h2>}
      {text ? <p>{text}</p> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  );
}

import type { ReactNode } from "react";
import styles from "./PageHeader.module.css";

interface Props {
  title: ReactNode;
  /** One line below the title. */
  description?: ReactNode;
  /** Small line above: where this belongs, usually a link back. */
  above?: ReactNode;
  /** At most one main button, perhaps a quiet one beside it. */
  actions?: ReactNode;
}

export function PageHeader({ title, description, above, actions }: Props) {
  return (
    <header className={styles.header}>
      <div className={styles.text}>
        {above ? <div className={styles.above}>{above}</div> : null}
        <h1>{title}</h1>
        {description ? <p className={styles.description}>{description}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  );
}

import type { ReactNode } from "react";
import styles from "./Panel.module.css";

/** A sheet of raised paper; with a title it is a section of the page. */
export function Panel(props: { title?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const { title, actions, children } = props;
  if (!title) return <div className={styles.panel}>{children}</div>;
  return (
    <section className={styles.panel}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

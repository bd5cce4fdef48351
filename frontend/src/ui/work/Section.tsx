import type { ReactNode } from "react";
import styles from "./Section.module.css";

/** A titled part of a page whose content brings its own frame, such as a table. */
export function Section(props: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <div className={styles.head}>
        <h2>{props.title}</h2>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}

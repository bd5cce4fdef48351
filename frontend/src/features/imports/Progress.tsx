import type { ReactNode } from "react";
import { Panel } from "@/ui/Panel";
import styles from "./imports.module.css";

/** Work that goes on by itself, and how far it is. */
export function Progress(props: {
  title: string;
  text: string;
  done: number;
  total: number;
  action?: ReactNode;
}) {
  const { title, text, done, total, action } = props;
  return (
    <Panel title={title}>
      <div className={styles.progress} role="status">
        <progress value={done} max={Math.max(1, total)} aria-label={title} />
        <p>{text}</p>
        {action ? <div className={styles.actions}>{action}</div> : null}
      </div>
    </Panel>
  );
}

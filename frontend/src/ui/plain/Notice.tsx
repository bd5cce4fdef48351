import type { ReactNode } from "react";
import styles from "./Notice.module.css";

/** A message in the flow of the page. `loss` is for what was refused or would be lost. */
export function Notice(props: {
  kind?: "info" | "good" | "warn" | "loss";
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const { kind = "info", title, children, action } = props;
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={kind === "loss" ? "alert" : "status"}>
      {title ? <strong>{title}</strong> : null}
      {children ? <div>{children}</div> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  );
}

import type { ReactNode } from "react";
import styles from "./Tag.module.css";

/** A word or two that mark a thing. */
export function Tag(props: { kind?: "quiet" | "good" | "warn"; children: ReactNode }) {
  const { kind = "quiet", children } = props;
  return (
    <span className={`${styles.tag} ${kind === "quiet" ? "" : styles[kind]}`}>{children}</span>
  );
}

import type { ReactNode } from "react";
import { useFormat } from "@/i18n/context";
import styles from "./BigNumber.module.css";

interface Props {
  value: number;
  label: string;
  /** A smaller line that puts the number into proportion. */
  note?: ReactNode;
  /** `hero`: the number that matters on the page. */
  size?: "hero" | "normal";
}

export function BigNumber({ value, label, note, size = "normal" }: Props) {
  const format = useFormat();
  return (
    <div className={`${styles.number} ${styles[size]}`}>
      <span className={styles.value}>{format.number(value)}</span>
      <span className={styles.label}>{label}</span>
      {note ? <span className={styles.note}>{note}</span> : null}
    </div>
  );
}

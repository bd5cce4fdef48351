import { Fragment, type ReactNode } from "react";
import styles from "./Sentence.module.css";

interface Props {
  /** A plain sentence; `**this**` stands out, because it is the part that can be chosen. */
  text: string;
  icon?: ReactNode;
  /** Heard by screen readers when it changes while a form is filled. */
  live?: boolean;
}

/** A set of rules, read back as one plain sentence. */
export function Sentence({ text, icon, live }: Props) {
  const parts = text.split("**");
  return (
    <p className={styles.sentence} aria-live={live ? "polite" : undefined}>
      {icon}
      <span>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in order
          <Fragment key={index}>{index % 2 === 1 ? <strong>{part}</strong> : part}</Fragment>
        ))}
      </span>
    </p>
  );
}

import type { Ref } from "react";
import styles from "./Prose.module.css";

interface Props {
  /** HTML that the server sanitized, and nothing else. */
  html: string;
  /** The language it is written in, if not the reader's. */
  lang?: string;
  ref?: Ref<HTMLDivElement>;
}

/** A text as authors write it: headings, lists, tables, callouts, figures, films. */
export function Prose({ html, lang, ref }: Props) {
  return (
    <div
      ref={ref}
      lang={lang}
      className={styles.prose}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized by the server, which alone makes it
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

/** One line of such a text: emphasis, code, links. */
export function Line({ html, lang }: Pick<Props, "html" | "lang">) {
  return (
    <span
      lang={lang}
      className={styles.line}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized by the server, which alone makes it
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

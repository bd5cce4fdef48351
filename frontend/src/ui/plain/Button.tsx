import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";
import styles from "./Button.module.css";

type Kind = "action" | "quiet" | "plain" | "loss";

interface Look {
  kind?: Kind;
  wide?: boolean;
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Look {
  /** Something is under way: the button keeps its place and does not fire twice. */
  busy?: boolean;
}

export function Button({ kind = "action", wide, busy, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass({ kind, wide })}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        // Not `disabled`: that would throw the keyboard's focus away in mid-action.
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  kind = "action",
  wide,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & Look) {
  return <a {...rest} className={buttonClass({ kind, wide })} />;
}

export function buttonClass({ kind = "action", wide }: Look): string {
  return `${styles.button} ${styles[kind]} ${wide ? styles.wide : ""}`;
}

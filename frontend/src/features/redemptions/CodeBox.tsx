import { type FormEvent, useId, useState } from "react";
import { useLightT } from "@/i18n/context";
import styles from "./CodeBox.module.css";

interface Props {
  /** Answers whether the code did its work; then the box is empty again for the next. */
  onSubmit: (code: string) => Promise<boolean> | undefined;
  busy?: boolean;
  autoFocus?: boolean;
  /** Already said by the page's title. */
  hideLabel?: boolean;
}

/** A blank ticket to write a code on; its stub is the button. */
export function CodeBox({ onSubmit, busy, autoFocus, hideLabel }: Props) {
  const t = useLightT();
  const id = useId();
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setMissing(code.trim() === "");
    if (code.trim() === "") return;
    void onSubmit(code.trim())?.then((done) => done && setCode(""));
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : styles.label}>
        {t("redemptions.box.label")}
      </label>
      <div className={styles.ticket}>
        <input
          id={id}
          value={code}
          onChange={(event) => setCode(event.target.value)}
          placeholder={t("redemptions.box.placeholder")}
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={80}
          // biome-ignore lint/a11y/noAutofocus: where it is set, the page is this box
          autoFocus={autoFocus}
          aria-invalid={missing || undefined}
          aria-describedby={`${id}-hint`}
        />
        <button type="submit" aria-busy={busy || undefined}>
          {t("redemptions.box.submit")}
        </button>
      </div>
      <p id={`${id}-hint`} className={missing ? styles.missing : styles.hint} aria-live="polite">
        {t(missing ? "redemptions.box.empty" : "redemptions.box.hint")}
      </p>
    </form>
  );
}

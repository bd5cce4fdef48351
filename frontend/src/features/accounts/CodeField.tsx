import { useLightT } from "@/i18n/context";
import { Field } from "@/ui/plain/Field";
import fieldStyles from "@/ui/plain/Field.module.css";

const DIGITS = 6;

interface Props {
  /** What the digits are, where they are not from the phone. */
  label?: string;
  /** A recovery code instead of the digits from the phone. */
  recovery: boolean;
  value: string;
  onChange: (value: string) => void;
  error: string | null;
  autoFocus?: boolean;
}

/** The second step's code: six digits as phones fill them in, or a recovery code. */
export function CodeField({ label, recovery, value, onChange, error, autoFocus }: Props) {
  const t = useLightT();
  if (recovery) {
    return (
      <Field
        label={t("accounts.secondStep.recoveryLabel")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={40}
        placeholder="k7mf-2qxp-9dta"
        autoFocus={autoFocus}
        error={error}
      />
    );
  }
  return (
    <div className={fieldStyles.digits}>
      <Field
        label={label ?? t("accounts.secondStep.label")}
        value={value}
        onChange={(event) => onChange(event.target.value.replace(/\D/g, "").slice(0, DIGITS))}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        autoFocus={autoFocus}
        error={error}
      />
    </div>
  );
}

/** Whether these are all the digits. */
export const isWhole = (digits: string) => digits.length === DIGITS;

import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { useLightT } from "@/i18n/context";
import { Field, type FieldProps } from "./Field";
import styles from "./Field.module.css";

export const PASSWORD_MIN_LENGTH = 10;

/** Length is the only rule; being able to see what one types does the rest. */
export function PasswordField(props: Omit<FieldProps, "type" | "end">) {
  const t = useLightT();
  const [shown, setShown] = useState(false);
  const label = t(shown ? "ui.hidePassword" : "ui.showPassword");
  return (
    <Field
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      type={shown ? "text" : "password"}
      end={
        <button
          type="button"
          className={styles.peek}
          aria-label={label}
          title={label}
          onClick={() => setShown(!shown)}
        >
          {shown ? <IconEyeOff size={22} /> : <IconEye size={22} />}
        </button>
      }
    />
  );
}

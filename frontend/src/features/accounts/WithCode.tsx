import { useT } from "@/i18n/context";
import { useExplainField } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import { PasswordField } from "@/ui/plain/PasswordField";
import { useChecks } from "./checks";
import { Form } from "./Form";
import styles from "./screens.module.css";
import { useFields } from "./useFields";

interface Props {
  text: string;
  submitLabel: string;
  loss?: boolean;
  /** False where signing in asks for no second step: then the password alone will do. */
  needsCode?: boolean;
  send: (password: string, code: string) => Promise<void>;
  onClose: () => void;
}

/** What asks for both factors again: the password, and a code from the phone or a recovery code. */
export function WithCode({ text, submitLabel, loss, needsCode = true, send, onClose }: Props) {
  const t = useT();
  const checks = useChecks();
  const explainField = useExplainField();
  const fields = useFields(
    { password: "", code: "" },
    {
      password: checks.password,
      code: (value) => (needsCode && value.trim() === "" ? t("accounts.secondStep.missing") : null),
    },
  );
  const { busy, problem, submit } = useSubmit(() =>
    send(fields.values.password, fields.values.code),
  );
  const code = fields.input("code", problem);
  return (
    <Form
      problem={problem}
      names={fields.names}
      onSubmit={() => (fields.ready() ? void submit() : undefined)}
    >
      <p className={styles.text}>{text}</p>
      <PasswordField
        label={t("security.currentPassword")}
        autoComplete="current-password"
        autoFocus
        {...fields.input("password", problem)}
      />
      {needsCode ? (
        <Field
          label={t("security.factor.code")}
          hint={t("security.factor.codeHint")}
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={40}
          {...code}
          error={code.error ?? explainField(problem, "/code")}
        />
      ) : null}
      <div className={styles.buttons}>
        <Button type="submit" kind={loss ? "loss" : "action"} busy={busy}>
          {submitLabel}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t("ui.cancel")}
        </Button>
      </div>
    </Form>
  );
}

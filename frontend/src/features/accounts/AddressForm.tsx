import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import { PasswordField } from "@/ui/plain/PasswordField";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { askForAddress } from "./queries";
import styles from "./screens.module.css";
import { useFields } from "./useFields";

/** Asks for another address; the password once more, because it opens the account. */
export function AddressForm({ onSent, onClose }: { onSent: () => void; onClose: () => void }) {
  const t = useT();
  const checks = useChecks();
  const fields = useFields(
    { email: "", password: "" },
    { email: checks.email, password: checks.password },
  );
  const { busy, problem, submit } = useSubmit(async () => {
    await askForAddress(fields.values.email.trim(), fields.values.password);
    onSent();
  });
  return (
    <Form
      problem={problem}
      names={fields.names}
      onSubmit={() => (fields.ready() ? void submit() : undefined)}
    >
      <p className={styles.text}>{t("security.address.text")}</p>
      <Field
        label={t("security.address.new")}
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        autoFocus
        {...fields.input("email", problem)}
      />
      <PasswordField
        label={t("security.currentPassword")}
        autoComplete="current-password"
        {...fields.input("password", problem)}
      />
      <div className={styles.buttons}>
        <Button type="submit" busy={busy}>
          {t("accounts.verify.send")}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t("ui.cancel")}
        </Button>
      </div>
    </Form>
  );
}

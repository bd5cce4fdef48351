import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { PasswordField } from "@/ui/plain/PasswordField";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { changePassword } from "./queries";
import styles from "./screens.module.css";
import { useUser } from "./session";
import { useFields } from "./useFields";

/** Another password: one button until somebody wants it. */
export function PasswordForm() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  if (open) {
    return (
      <ChangePassword
        onClose={(changed) => {
          setOpen(false);
          setDone(changed);
        }}
      />
    );
  }
  return (
    <div className={styles.column}>
      {done ? <Notice kind="good">{t("security.password.done")}</Notice> : null}
      <div>
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {t("security.password.change")}
        </Button>
      </div>
    </div>
  );
}

function ChangePassword({ onClose }: { onClose: (changed: boolean) => void }) {
  const t = useT();
  const user = useUser();
  const checks = useChecks();
  const queries = useQueryClient();
  const fields = useFields(
    { current_password: "", password: "" },
    { current_password: checks.password, password: checks.newPassword },
  );
  const { busy, problem, submit } = useSubmit(async () => {
    await changePassword(fields.values.current_password, fields.values.password);
    announce(t("security.password.done"));
    void queries.invalidateQueries({ queryKey: ["me"] });
    onClose(true);
  });
  return (
    <Form
      problem={problem}
      names={fields.names}
      onSubmit={() => (fields.ready() ? void submit() : undefined)}
    >
      <p className={styles.text}>{t("security.password.text")}</p>
      {/* For password managers, which file a password under its account. */}
      <input
        type="text"
        autoComplete="username"
        value={user.email ?? user.username ?? ""}
        readOnly
        hidden
      />
      <PasswordField
        label={t("security.currentPassword")}
        autoComplete="current-password"
        autoFocus
        {...fields.input("current_password", problem)}
      />
      <PasswordField
        label={t("accounts.newPassword")}
        hint={t("accounts.passwordHint")}
        autoComplete="new-password"
        {...fields.input("password", problem)}
      />
      <div className={styles.buttons}>
        <Button type="submit" busy={busy}>
          {t("security.password.save")}
        </Button>
        <Button kind="quiet" onClick={() => onClose(false)}>
          {t("ui.cancel")}
        </Button>
      </div>
    </Form>
  );
}

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import { Notice } from "@/ui/plain/Notice";
import { requestReset } from "./actions";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { PublicPage } from "./PublicPage";
import styles from "./screens.module.css";
import { useFields } from "./useFields";

export function ResetScreen() {
  const t = useT();
  const checks = useChecks();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const fields = useFields({ email: "" }, { email: checks.email });
  const { busy, problem, submit } = useSubmit(async () => {
    const email = fields.values.email.trim();
    await requestReset(email);
    setSentTo(email);
  });
  return (
    <PublicPage>
      <PageTitle title={t("accounts.reset.title")} />
      <h1>{t("accounts.reset.title")}</h1>
      {sentTo ? (
        <Notice kind="good" title={t("accounts.reset.sentTitle")}>
          {t("accounts.reset.sentText", { email: sentTo })}
        </Notice>
      ) : (
        <Form
          problem={problem}
          names={fields.names}
          onSubmit={() => (fields.ready() ? void submit() : undefined)}
        >
          <p className={styles.text}>{t("accounts.reset.text")}</p>
          <Field
            label={t("accounts.email")}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            {...fields.input("email", problem)}
          />
          <Button type="submit" wide busy={busy}>
            {t("accounts.reset.submit")}
          </Button>
        </Form>
      )}
      {sentTo ? null : <p className={styles.faint}>{t("accounts.reset.noEmail")}</p>}
      <div className={styles.links}>
        <Link to="/sign-in">{t("accounts.reset.back")}</Link>
      </div>
    </PublicPage>
  );
}

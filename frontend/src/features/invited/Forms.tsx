import { asProblem } from "@/api/problem";
import { sessionStore } from "@/api/session";
import { useLocale, useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import { PasswordField } from "@/ui/plain/PasswordField";
import { useChecks } from "../accounts/checks";
import { Form } from "../accounts/Form";
import { SignInForm } from "../accounts/SignInForm";
import { useFields } from "../accounts/useFields";
import { acceptInvitation } from "./actions";
import styles from "./Invited.module.css";
import type { Step } from "./Offer";

/** Name and password: the address is known, and proven by the link. */
export function AsNewcomer({ step, onHaveAccount }: { step: Step; onHaveAccount: () => void }) {
  const t = useT();
  const locale = useLocale();
  const checks = useChecks();
  const { token, invitation, onAnswer } = step;
  const fields = useFields(
    { display_name: invitation.display_name, password: "" },
    { display_name: checks.name, password: checks.newPassword },
  );
  const { busy, problem, submit } = useSubmit(async () => {
    const { display_name, password } = fields.values;
    onAnswer({
      accepted: await acceptInvitation(token, {
        display_name: display_name.trim(),
        password,
        locale,
      }),
    });
  });
  return (
    <div className={styles.form}>
      <h2>{t("join.form")}</h2>
      <Form
        problem={problem}
        names={fields.names}
        onSubmit={() => (fields.ready() ? void submit() : undefined)}
      >
        <p className={styles.soft}>{t("invited.newFor", { email: invitation.email })}</p>
        {/* For password managers, which file a password under its account. */}
        <input type="email" autoComplete="username" value={invitation.email} readOnly hidden />
        <Field
          label={t("accounts.name")}
          autoComplete="name"
          maxLength={100}
          {...fields.input("display_name", problem)}
        />
        <PasswordField
          label={t("accounts.password")}
          autoComplete="new-password"
          hint={t("accounts.passwordHint")}
          {...fields.input("password", problem)}
        />
        <Button type="submit" wide busy={busy}>
          {t("invited.submit")}
        </Button>
      </Form>
      <Button kind="plain" onClick={onHaveAccount}>
        {t("invited.haveAccount")}
      </Button>
    </div>
  );
}

/** Signing in joins; who signs in with another address is asked first. */
export function WithAccount({ step, onBack }: { step: Step; onBack: (() => void) | null }) {
  const t = useT();
  const { token, invitation, onAnswer, onReload } = step;
  const join = async () => {
    const email = sessionStore.get().user?.email ?? "";
    if (email.toLowerCase() !== invitation.email.toLowerCase()) return onReload();
    try {
      onAnswer({ accepted: await acceptInvitation(token, { confirm_learner: false }) });
    } catch (error) {
      onAnswer({ refused: asProblem(error) });
    }
  };
  return (
    <div className={styles.form}>
      <h2>{t("invited.signInTitle")}</h2>
      {invitation.has_account ? (
        <p className={styles.soft}>{t("invited.signInText", { email: invitation.email })}</p>
      ) : null}
      <SignInForm
        submitLabel={t("invited.submitSignIn")}
        name={invitation.email}
        onSignedIn={join}
      />
      <div className={styles.others}>
        {onBack ? (
          <Button kind="plain" onClick={onBack}>
            {t("invited.noAccount")}
          </Button>
        ) : null}
        <ButtonLink kind="plain" href="/reset">
          {t("accounts.forgot")}
        </ButtonLink>
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import type { Registered } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useLightT, useLocale } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import { PasswordField } from "@/ui/plain/PasswordField";
import { register } from "./actions";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { useFields } from "./useFields";

interface Props {
  submitLabel: string;
  /** The code that comes with the page; without one the form has a field for it. */
  code?: string;
  emailHint?: string;
  /** A further complaint about an address that looks well. */
  checkEmail?: (email: string) => string | null;
  onRegistered: (registered: Registered) => void;
  footer?: ReactNode;
}

/** One form, one request: the account and, with a code, everything the code opens. */
export function SignUpForm(props: Props) {
  const t = useLightT();
  const locale = useLocale();
  const checks = useChecks();
  const run = useAction();
  const fields = useFields(
    { display_name: "", email: "", password: "", code: "" },
    {
      display_name: checks.name,
      email: (value) => checks.email(value) ?? props.checkEmail?.(value) ?? null,
      password: checks.newPassword,
    },
  );
  const { busy, problem, submit } = useSubmit(async () => {
    const { display_name, email, password } = fields.values;
    const code = props.code ?? fields.values.code.trim();
    const account = {
      display_name: display_name.trim(),
      email: email.trim(),
      password,
      locale,
      ...(code ? { code } : {}),
    };
    props.onRegistered(await run(account, (key) => register(account, key)));
  });
  return (
    <Form
      problem={problem}
      names={fields.names}
      onSubmit={() => (fields.ready() ? void submit() : undefined)}
    >
      <Field
        label={t("accounts.name")}
        autoComplete="name"
        maxLength={100}
        {...fields.input("display_name", problem)}
      />
      <Field
        label={t("accounts.email")}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        hint={props.emailHint}
        {...fields.input("email", problem)}
      />
      <PasswordField
        label={t("accounts.password")}
        autoComplete="new-password"
        hint={t("accounts.passwordHint")}
        {...fields.input("password", problem)}
      />
      {props.code === undefined ? (
        <Field
          label={`${t("accounts.signUp.code")} (${t("ui.optional")})`}
          hint={t("accounts.signUp.codeHint")}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          {...fields.input("code", problem)}
        />
      ) : null}
      <Button type="submit" wide busy={busy}>
        {props.submitLabel}
      </Button>
      {props.footer}
    </Form>
  );
}

import { useLightT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button } from "@/ui/plain/Button";
import { Field } from "@/ui/plain/Field";
import { PasswordField } from "@/ui/plain/PasswordField";
import { signIn } from "./actions";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { SecondStep } from "./SecondStep";
import { useHalfSession } from "./session";
import { useFields } from "./useFields";

interface Props {
  submitLabel: string;
  /** After the person is signed in; what goes wrong in it is shown by the form, too. */
  onSignedIn: () => Promise<void> | void;
  autoFocus?: boolean;
  /** What is filled in already. */
  name?: string;
}

export function SignInForm({ submitLabel, onSignedIn, autoFocus, name = "" }: Props) {
  const t = useLightT();
  const checks = useChecks();
  const half = useHalfSession();
  const fields = useFields(
    { email: name, password: "" },
    { email: checks.signInName, password: checks.password },
  );
  const { busy, problem, submit } = useSubmit(async () => {
    const { second_factor_due } = await signIn(fields.values.email.trim(), fields.values.password);
    if (!second_factor_due) await onSignedIn();
  });
  if (half) return <SecondStep submitLabel={submitLabel} onSignedIn={onSignedIn} />;
  return (
    <Form
      problem={problem}
      names={fields.names}
      onSubmit={() => (fields.ready() ? void submit() : undefined)}
    >
      <Field
        label={t("accounts.signInName")}
        autoCorrect="off"
        spellCheck={false}
        autoComplete="username"
        autoCapitalize="none"
        autoFocus={autoFocus}
        {...fields.input("email", problem)}
      />
      <PasswordField
        label={t("accounts.password")}
        autoComplete="current-password"
        {...fields.input("password", problem)}
      />
      <Button type="submit" wide busy={busy}>
        {submitLabel}
      </Button>
    </Form>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ResetLink } from "@/api/types";
import { useT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { ErrorState } from "@/ui/ErrorState";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { PasswordField } from "@/ui/plain/PasswordField";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { PageSkeleton } from "@/ui/Skeletons";
import { lookupResetLink, setPassword } from "./actions";
import { useChecks } from "./checks";
import { Form } from "./Form";
import { PublicPage } from "./PublicPage";
import styles from "./screens.module.css";
import { landingPath } from "./session";
import { useFields } from "./useFields";

/** Behind the link of an invitation and of a reset: the same step with another greeting. */
export function SetPasswordScreen({ token }: { token: string }) {
  const t = useT();
  const link = useQuery({
    queryKey: ["reset-link", token],
    queryFn: () => lookupResetLink(token),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <PublicPage>
      {link.isPending ? <PageSkeleton rows={2} /> : null}
      {link.isError ? (
        <ErrorState
          page
          error={link.error}
          action={
            <RouterLinkButton to="/reset">{t("accounts.setPassword.newLink")}</RouterLinkButton>
          }
        />
      ) : null}
      {link.data ? <ChoosePassword token={token} link={link.data} /> : null}
    </PublicPage>
  );
}

function ChoosePassword({ token, link }: { token: string; link: ResetLink }) {
  const t = useT();
  const router = useRouter();
  const checks = useChecks();
  const fields = useFields({ password: "" }, { password: checks.newPassword });
  const { busy, problem, submit } = useSubmit(async () => {
    const { user } = await setPassword(token, fields.values.password);
    await router.navigate({ href: landingPath(user), replace: true });
  });
  const invited = link.purpose === "invitation";
  const title = invited
    ? t("accounts.setPassword.invitation", { name: link.display_name })
    : t("accounts.setPassword.reset");
  return (
    <>
      <PageTitle title={title} />
      <h1>{title}</h1>
      <Form
        problem={problem}
        names={fields.names}
        onSubmit={() => (fields.ready() ? void submit() : undefined)}
      >
        <p className={styles.text}>
          {t(invited ? "accounts.setPassword.invitationText" : "accounts.setPassword.resetText", {
            email: link.email ?? "",
          })}
        </p>
        {/* For password managers, which file a password under its account. */}
        <input type="email" autoComplete="username" value={link.email ?? ""} readOnly hidden />
        <PasswordField
          label={t("accounts.newPassword")}
          autoComplete="new-password"
          hint={t("accounts.passwordHint")}
          autoFocus
          {...fields.input("password", problem)}
        />
        <Button type="submit" wide busy={busy}>
          {t("accounts.setPassword.submit")}
        </Button>
      </Form>
    </>
  );
}

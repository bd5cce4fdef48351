import { Link, useRouter } from "@tanstack/react-router";
import { sessionStore } from "@/api/session";
import { useT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Notice } from "@/ui/plain/Notice";
import { PublicPage } from "./PublicPage";
import { SignInForm } from "./SignInForm";
import styles from "./screens.module.css";
import { landingPath, useHalfSession } from "./session";

export function SignInScreen({ next }: { next?: string }) {
  const t = useT();
  const router = useRouter();
  const half = useHalfSession();
  const goOn = async () => {
    const { user } = sessionStore.get();
    if (user) await router.navigate({ href: next ?? landingPath(user), replace: true });
  };
  return (
    <PublicPage>
      <PageTitle title={t("accounts.signIn.title")} />
      <h1>{t(half ? "accounts.secondStep.title" : "accounts.signIn.title")}</h1>
      {next && !half ? <Notice>{t("accounts.signIn.ended")}</Notice> : null}
      <SignInForm submitLabel={t("accounts.signIn.submit")} onSignedIn={goOn} autoFocus />
      {half ? null : (
        <div className={styles.links}>
          <Link to="/reset">{t("accounts.forgot")}</Link>
          <span>
            {t("accounts.signIn.noAccount")}{" "}
            <Link to="/sign-up">{t("accounts.signIn.signUp")}</Link>
          </span>
        </div>
      )}
    </PublicPage>
  );
}

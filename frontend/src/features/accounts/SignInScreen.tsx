import { Link, useRouter } from "@tanstack/react-router";
import { sessionStore } from "@/api/session";
import { useFormat, useT } from "@/i18n/context";
import { hereZone } from "@/lib/hereZone";
import { PageTitle } from "@/ui/PageTitle";
import { Notice } from "@/ui/plain/Notice";
import { PublicPage } from "./PublicPage";
import { SignInForm } from "./SignInForm";
import styles from "./screens.module.css";
import { landingPath, useHalfSession } from "./session";

interface Props {
  next?: string;
  /** When the account goes whose owner has just asked for it. */
  leaves?: string;
}

export function SignInScreen({ next, leaves }: Props) {
  const t = useT();
  const format = useFormat();
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
      {leaves && !half ? (
        <Notice title={t("leaving.planned.title", { date: format.dateIn(leaves, hereZone()) })}>
          {t("leaving.planned.signIn")}
        </Notice>
      ) : null}
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

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { sessionStore } from "@/api/session";
import { useT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Button } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { PublicPage } from "./PublicPage";
import { loadMe } from "./queries";
import { SecondFactorSetup } from "./SecondFactorSetup";
import styles from "./screens.module.css";
import { landingPath, leave, useUser } from "./session";

/** For staff whose organization asks for the second step, and operators whose installation does: nothing else is on the way to their pages. */
export function SecondStepScreen({ next }: { next?: string }) {
  const t = useT();
  const user = useUser();
  const asks = user.roles.find((role) => role.second_factor_missing)?.organization_name;
  const why = user.operator_second_factor_missing
    ? t("security.required.operator")
    : t("security.factor.why");
  const router = useRouter();
  const queries = useQueryClient();
  const goOn = async () => {
    const fresh = await loadMe();
    sessionStore.updateUser(fresh);
    queries.clear();
    await router.navigate({ href: next ?? landingPath(fresh), replace: true });
  };
  return (
    <PublicPage>
      <PageTitle title={t("security.required.title")} />
      <h1>{t("security.required.title")}</h1>
      {user.second_factor ? (
        <>
          <Notice kind="good">{t("security.required.isOn")}</Notice>
          <Button wide onClick={() => void goOn()}>
            {t("accounts.verify.next")}
          </Button>
        </>
      ) : (
        <>
          <p className={styles.text}>
            {asks ? t("security.required.text", { organization: asks }) : why}
          </p>
          <SecondFactorSetup onDone={() => void goOn()} />
        </>
      )}
      <div className={styles.links}>
        <a href="/me">{t("security.required.account")}</a>
        <Button kind="plain" onClick={() => void leave()}>
          {t("accounts.me.signOut")}
        </Button>
      </div>
    </PublicPage>
  );
}

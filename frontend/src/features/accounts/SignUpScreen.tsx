import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Registered, VerificationConfirmed } from "@/api/types";
import { Outcome } from "@/features/redemptions/Outcome";
import { useT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { OldAccount } from "./OldAccount";
import { PublicPage } from "./PublicPage";
import { SignUpForm } from "./SignUpForm";
import styles from "./screens.module.css";

export function SignUpScreen() {
  const t = useT();
  const [registered, setRegistered] = useState<Registered | null>(null);
  return (
    <PublicPage>
      <PageTitle title={t("accounts.signUp.title")} />
      {registered ? (
        <Ready registered={registered} />
      ) : (
        <>
          <h1>{t("accounts.signUp.title")}</h1>
          <SignUpForm submitLabel={t("accounts.signUp.submit")} onRegistered={setRegistered} />
          <div className={styles.links}>
            <span>
              {t("accounts.signUp.haveAccount")}{" "}
              <Link to="/sign-in">{t("accounts.signUp.signIn")}</Link>
            </span>
          </div>
        </>
      )}
    </PublicPage>
  );
}

function Ready({ registered }: { registered: Registered }) {
  const t = useT();
  const [confirmed, setConfirmed] = useState<VerificationConfirmed | null>(null);
  const redemption = confirmed ? (confirmed.redemptions[0] ?? null) : registered.redemption;
  const refusal = confirmed ? (confirmed.refusals[0] ?? null) : registered.refusal;
  return (
    <>
      <h1>{t("accounts.signUp.ready")}</h1>
      {redemption || refusal ? (
        <Outcome
          redemption={redemption}
          refusal={refusal}
          email={registered.user.email}
          onVerified={setConfirmed}
        />
      ) : null}
      {confirmed?.session ? <OldAccount /> : null}
      <RouterLinkButton to="/home" kind={redemption?.classroom ? "quiet" : "action"} wide>
        {t("accounts.signUp.home")}
      </RouterLinkButton>
    </>
  );
}

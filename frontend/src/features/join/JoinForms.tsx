import { useState } from "react";
import { asProblem } from "@/api/problem";
import type { CodeLookup } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useLightT } from "@/i18n/context";
import { mayPass } from "@/lib/emailDomain";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { SignInForm } from "../accounts/SignInForm";
import { SignUpForm } from "../accounts/SignUpForm";
import { redeem } from "../redemptions/actions";
import { useDomains } from "./domains";
import styles from "./JoinPage.module.css";
import type { Answer } from "./Offer";

interface Props {
  lookup: CodeLookup;
  onAnswer: (answer: Answer) => void;
}

/** A new account, or the one the person has; either way a single button joins. */
export function JoinForms({ lookup, onAnswer }: Props) {
  const [signsIn, setSignsIn] = useState(false);
  if (signsIn) {
    return <WithAccount code={lookup.code} onAnswer={onAnswer} onBack={() => setSignsIn(false)} />;
  }
  return (
    <WithoutAccount lookup={lookup} onAnswer={onAnswer} onHaveAccount={() => setSignsIn(true)} />
  );
}

function WithoutAccount(props: Props & { onHaveAccount: () => void }) {
  const t = useLightT();
  const { lookup, onAnswer, onHaveAccount } = props;
  const domains = useDomains(lookup.email_domains);
  const checkEmail = (email: string) =>
    domains && !mayPass(email, lookup.email_domains) ? t("join.domainWrong", { domains }) : null;
  return (
    <div className={styles.form}>
      <h2>{t("join.form")}</h2>
      <SignUpForm
        code={lookup.code}
        submitLabel={t("join.submit")}
        emailHint={domains ? t("join.domainHint", { domains }) : undefined}
        checkEmail={checkEmail}
        onRegistered={({ redemption, refusal }) =>
          onAnswer({ redemption, refusal, newAccount: true })
        }
      />
      <Button kind="plain" onClick={onHaveAccount}>
        {t("join.haveAccount")}
      </Button>
    </div>
  );
}

function WithAccount(props: {
  code: string;
  onAnswer: (answer: Answer) => void;
  onBack: () => void;
}) {
  const t = useLightT();
  const run = useAction();
  const join = async () => {
    const { code, onAnswer } = props;
    try {
      const redemption = await run({ code }, (key) => redeem(code, key));
      onAnswer({ redemption, refusal: null });
    } catch (error) {
      onAnswer({ redemption: null, refusal: asProblem(error) });
    }
  };
  return (
    <div className={styles.form}>
      <h2>{t("join.formSignIn")}</h2>
      <SignInForm submitLabel={t("join.submitSignIn")} onSignedIn={join} autoFocus />
      <div className={styles.others}>
        <Button kind="plain" onClick={props.onBack}>
          {t("join.noAccount")}
        </Button>
        <ButtonLink kind="plain" href="/reset">
          {t("accounts.forgot")}
        </ButtonLink>
      </div>
    </div>
  );
}

import { useState } from "react";
import type { Problem } from "@/api/problem";
import { useLightT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { PageTitle } from "@/ui/PageTitle";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { Ticket } from "@/ui/Ticket";
import { SignInForm } from "../accounts/SignInForm";
import { useMaybeUser } from "../accounts/session";
import { Successor } from "../redemptions/Successor";
import { mayTell, TellTeacher } from "../redemptions/TellTeacher";
import styles from "./JoinPage.module.css";
import { stubOfRefusal } from "./stub";

interface Props {
  code: string;
  problem: Problem;
  onRetry: () => void;
}

/** Who is signed in hears what became of a code. */
function SignInToSee({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useLightT();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button kind="plain" onClick={() => setAsked(true)}>
        {t("join.closedSignIn")}
      </Button>
    );
  }
  return (
    <div className={styles.form}>
      <h2>{t("join.closedSignIn")}</h2>
      <SignInForm submitLabel={t("accounts.signIn.submit")} onSignedIn={onSignedIn} autoFocus />
    </div>
  );
}

/** A code that opens nothing: why, in words for a twelve-year-old, and what to do. */
export function Closed({ code, problem, onRetry }: Props) {
  const t = useLightT();
  const explain = useExplain();
  const user = useMaybeUser();
  const slowedDown = problem.code === "too-many-attempts";
  // To somebody not signed in, unknown and closed codes look the same, on purpose.
  const vague = !user && !slowedDown;
  const { title, text, next } = vague
    ? { title: t("join.closedTitle"), text: t("join.closedText"), next: t("join.closedNext") }
    : explain(problem);
  return (
    <div className={styles.closed}>
      <PageTitle title={title} />
      {code ? (
        <Ticket code={code} size="large" copies={false} state={stubOfRefusal(problem.code)} />
      ) : null}
      <h1>{title}</h1>
      <p>{text}</p>
      {next ? <p>{next}</p> : null}
      {problem.instead ? (
        <Successor code={problem.instead} />
      ) : (
        <>
          <TellTeacher code={code} refusal={problem.code} />
          <div className={styles.ways}>
            <ButtonLink
              kind={user && mayTell(problem.code) ? "quiet" : "action"}
              href={user ? "/home" : "/"}
            >
              {t("redemptions.tryAnother")}
            </ButtonLink>
            <Button kind="quiet" onClick={onRetry}>
              {t("ui.retry")}
            </Button>
          </div>
        </>
      )}
      {vague ? <SignInToSee onSignedIn={onRetry} /> : null}
    </div>
  );
}

import { useEffect } from "react";
import { asProblem } from "@/api/problem";
import type { Redemption } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useLightT } from "@/i18n/context";
import { useSubmit } from "@/lib/useSubmit";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { OldAccount } from "../accounts/OldAccount";
import { signOut, useMaybeUser } from "../accounts/session";
import { redeem } from "../redemptions/actions";
import { Outcome } from "../redemptions/Outcome";
import styles from "./JoinPage.module.css";
import type { Answer } from "./Offer";

interface Props {
  answer: Answer;
  code: string;
  onAnswer: (answer: Answer) => void;
  onReload: () => void;
}

/** Long enough to see the stamp come down, short enough not to wait. */
const STAMP_MILLISECONDS = 1600;

/** What came of it: off to the class, one more step, or why not and the way out. */
export function Result({ answer, code, onAnswer, onReload }: Props) {
  const t = useLightT();
  const user = useMaybeUser();
  const { redemption, refusal } = answer;
  const next = redemption?.redeemed_at ? pathAfter(redemption) : null;
  useEffect(() => {
    // Who has something to read goes on by the button.
    if (!next || answer.oldAccount) return;
    const timer = setTimeout(() => window.location.assign(next), STAMP_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [next, answer.oldAccount]);
  // On a phone the form was far down; the stamp comes down at the top.
  useEffect(() => {
    // Newer browsers answer with a promise, which would be taken for a way to clean up.
    void window.scrollTo({ top: 0 });
  }, []);
  return (
    <div className={styles.form}>
      <Outcome
        redemption={redemption}
        refusal={refusal}
        code={code}
        email={user?.email}
        withoutTicket
        onVerified={({ redemptions, refusals, session }) =>
          onAnswer({
            redemption: redemptions[0] ?? null,
            refusal: refusals[0] ?? null,
            oldAccount: session !== null,
          })
        }
        action={next ? <Forward path={next} /> : null}
      />
      {answer.oldAccount ? <OldAccount /> : null}
      {refusal && answer.newAccount ? <p>{t("join.accountReady")}</p> : null}
      {refusal ? (
        <WaysOut refusal={refusal.code} code={code} onAnswer={onAnswer} onReload={onReload} />
      ) : null}
      {redemption?.status === "pending_approval" || (!redemption && !refusal) ? <Home /> : null}
    </div>
  );
}

const pathAfter = ({ classroom }: Redemption) =>
  classroom ? `/classrooms/${classroom.id}` : "/home";

function Forward({ path }: { path: string }) {
  const t = useLightT();
  return <ButtonLink href={path}>{t("join.goOn")}</ButtonLink>;
}

function Home() {
  const t = useLightT();
  return (
    <ButtonLink kind="quiet" href="/home">
      {t("redemptions.home")}
    </ButtonLink>
  );
}

function WaysOut(props: {
  refusal: string;
  code: string;
  onAnswer: (answer: Answer) => void;
  onReload: () => void;
}) {
  const t = useLightT();
  const run = useAction();
  const { refusal, code, onAnswer, onReload } = props;
  const confirm = useSubmit(async () => {
    try {
      const body = { code, confirm: true };
      const redemption = await run(body, (key) => redeem(code, key, true));
      onAnswer({ redemption, refusal: null });
    } catch (error) {
      onAnswer({ redemption: null, refusal: asProblem(error) });
    }
  });
  return (
    <div className={styles.ways}>
      {refusal === "confirm-learner" ? (
        <Button busy={confirm.busy} onClick={() => void confirm.submit()}>
          {t("redemptions.confirmLearner")}
        </Button>
      ) : null}
      {refusal === "domain-not-allowed" ? (
        <Button
          onClick={() =>
            void signOut()
              .catch(() => {})
              .then(onReload)
          }
        >
          {t("redemptions.otherEmail")}
        </Button>
      ) : null}
      <Home />
    </div>
  );
}

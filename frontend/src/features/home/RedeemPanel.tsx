import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Problem } from "@/api/problem";
import { asProblem } from "@/api/problem";
import type { ProblemBody, Redemption } from "@/api/types";
import { useAction } from "@/api/useAction";
import { useT } from "@/i18n/context";
import { joinPath } from "@/lib/codeText";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { OldAccount } from "../accounts/OldAccount";
import { leave, useUser } from "../accounts/session";
import { redeem } from "../redemptions/actions";
import { CodeBox } from "../redemptions/CodeBox";
import { Outcome } from "../redemptions/Outcome";
import styles from "./screens.module.css";

interface Answer {
  code: string;
  redemption: Redemption | null;
  refusal: Problem | ProblemBody | null;
  oldAccount?: boolean;
}

/** The code box of somebody signed in, and right below it what came of the code. */
export function RedeemPanel() {
  const t = useT();
  const user = useUser();
  const queries = useQueryClient();
  const run = useAction();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);

  const send = async (code: string, confirmed = false): Promise<boolean> => {
    setBusy(true);
    try {
      const body = { code, confirmed };
      const redemption = await run(body, (key) => redeem(code, key, confirmed));
      setAnswer({ code, redemption, refusal: null });
      void queries.invalidateQueries({ queryKey: ["me"] });
      void queries.invalidateQueries({ queryKey: ["organizations"] });
      return true;
    } catch (error) {
      setAnswer({ code, redemption: null, refusal: asProblem(error) });
      return false;
    } finally {
      setBusy(false);
    }
  };

  return (
    <Panel>
      <div className={styles.redeem}>
        <CodeBox busy={busy} onSubmit={(code) => send(code)} />
        {answer ? (
          <Outcome
            redemption={answer.redemption}
            refusal={answer.refusal}
            code={answer.code}
            email={user.email}
            onVerified={(confirmed) => {
              setAnswer({
                code: answer.code,
                redemption: confirmed.redemptions[0] ?? null,
                refusal: confirmed.refusals[0] ?? null,
                oldAccount: confirmed.session !== null,
              });
              // Perhaps another account: nothing that was read before holds.
              void queries.invalidateQueries();
            }}
            action={actionFor(answer)}
          />
        ) : null}
        {answer?.oldAccount ? <OldAccount /> : null}
      </div>
    </Panel>
  );

  function actionFor({ code, redemption, refusal }: Answer) {
    if (refusal?.code === "confirm-learner") {
      return (
        <>
          <Button busy={busy} onClick={() => void send(code, true)}>
            {t("redemptions.confirmLearner")}
          </Button>
          <Button kind="quiet" onClick={() => setAnswer(null)}>
            {t("redemptions.notNow")}
          </Button>
        </>
      );
    }
    if (refusal?.code === "domain-not-allowed") {
      return (
        <Button kind="quiet" onClick={() => void leave(joinPath(code))}>
          {t("redemptions.otherEmail")}
        </Button>
      );
    }
    if (!redemption?.classroom) return null;
    return (
      <RouterLinkButton to="/classrooms/$classroom" params={{ classroom: redemption.classroom.id }}>
        {t("redemptions.open")} {redemption.classroom.name}
      </RouterLinkButton>
    );
  }
}

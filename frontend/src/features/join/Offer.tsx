import { useState } from "react";
import type { Problem } from "@/api/problem";
import type { CodeLookup, ProblemBody, Redemption } from "@/api/types";
import { useLightT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { Ticket, type TicketState } from "@/ui/Ticket";
import { PublicPage } from "../accounts/PublicPage";
import { useMaybeUser } from "../accounts/session";
import { AlreadyIn } from "./AlreadyIn";
import { Courses, Facts } from "./Facts";
import { JoinAsUser } from "./JoinAsUser";
import { JoinForms } from "./JoinForms";
import styles from "./JoinPage.module.css";
import { Result } from "./Result";
import { stubOfRefusal } from "./stub";

export interface Answer {
  redemption: Redemption | null;
  refusal: Problem | ProblemBody | null;
  /** The account was made just now, whatever became of the code. */
  newAccount?: boolean;
  /** The six digits led into an account that the person had before. */
  oldAccount?: boolean;
}

interface Props {
  lookup: CodeLookup;
  /** Asks again, as whoever is signed in by then. */
  onReload: () => void;
}

/** The ticket on the page is the one that gets stamped. */
function stubOf(answer: Answer | null): { state?: TicketState; stamped?: boolean } {
  if (!answer) return { state: "open" };
  const { redemption, refusal } = answer;
  if (!redemption) return { state: stubOfRefusal(refusal?.code ?? "") };
  if (redemption.redeemed_at === null) return { state: "waiting" };
  return { state: "joined", stamped: redemption.status === "redeemed" };
}

export function Offer({ lookup, onReload }: Props) {
  const t = useLightT();
  const user = useMaybeUser();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const name = lookup.classroom?.name ?? lookup.organization.name;
  return (
    <PublicPage wide>
      <PageTitle title={t("join.pageTitle", { name })} />
      <div className={styles.offer}>
        <div className={styles.what}>
          <p className={styles.invited}>{t("join.invited")}</p>
          <h1>{name}</h1>
          {lookup.classroom ? (
            <p className={styles.at}>{t("join.at", { organization: lookup.organization.name })}</p>
          ) : null}
          <Ticket code={lookup.code} size="large" copies={false} {...stubOf(answer)} />
          {answer ? null : <Facts lookup={lookup} />}
        </div>
        <div className={styles.how}>
          <Panel>
            {answer ? (
              <Result answer={answer} onAnswer={setAnswer} onReload={onReload} code={lookup.code} />
            ) : user && lookup.already_redeemed ? (
              <AlreadyIn name={name} />
            ) : user ? (
              <JoinAsUser user={user} code={lookup.code} onAnswer={setAnswer} onReload={onReload} />
            ) : (
              <JoinForms lookup={lookup} onAnswer={setAnswer} />
            )}
          </Panel>
        </div>
        <div className={styles.more}>
          <Courses courses={lookup.courses} />
        </div>
      </div>
    </PublicPage>
  );
}

import { useState } from "react";
import type { Problem } from "@/api/problem";
import type { AcceptedInvitation, InvitationPreview } from "@/api/types";
import { useT } from "@/i18n/context";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { PublicPage } from "../accounts/PublicPage";
import { useMaybeUser } from "../accounts/session";
import { Courses } from "../join/Facts";
import { Facts } from "./Facts";
import { AsNewcomer, WithAccount } from "./Forms";
import styles from "./Invited.module.css";
import { JoinAsMe } from "./JoinAsMe";
import { placeOf } from "./place";
import { Result } from "./Result";

/** What came of pressing the button. */
export type Answer = { accepted: AcceptedInvitation } | { refused: Problem };

export interface Step {
  token: string;
  invitation: InvitationPreview;
  onAnswer: (answer: Answer) => void;
  /** Asks again, as whoever is signed in by then. */
  onReload: () => void;
}

interface Props {
  token: string;
  invitation: InvitationPreview;
  onReload: () => void;
}

export function Offer({ token, invitation, onReload }: Props) {
  const t = useT();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const name = placeOf(invitation);
  const step: Step = { token, invitation, onAnswer: setAnswer, onReload };
  return (
    <PublicPage wide>
      <PageTitle title={t("invited.pageTitle", { name })} />
      <div className={styles.offer}>
        <div className={styles.what}>
          <p className={styles.to}>{t("invited.to")}</p>
          <h1>{name}</h1>
          {invitation.classroom ? (
            <p className={styles.to}>
              {t("invited.at", { organization: invitation.organization.name })}
            </p>
          ) : null}
          {answer ? null : <Facts invitation={invitation} />}
        </div>
        <div className={styles.how}>
          <Panel>{answer ? <Result answer={answer} step={step} /> : <Way step={step} />}</Panel>
        </div>
        <div className={styles.more}>
          <Courses courses={invitation.courses} />
        </div>
      </div>
    </PublicPage>
  );
}

/** Signed in already, with an account to sign in to, or somebody new. */
function Way({ step }: { step: Step }) {
  const user = useMaybeUser();
  const [signsIn, setSignsIn] = useState(step.invitation.has_account);
  if (user && step.invitation.me) {
    return <JoinAsMe user={user} me={step.invitation.me} step={step} />;
  }
  return signsIn ? (
    <WithAccount
      step={step}
      onBack={step.invitation.has_account ? null : () => setSignsIn(false)}
    />
  ) : (
    <AsNewcomer step={step} onHaveAccount={() => setSignsIn(true)} />
  );
}

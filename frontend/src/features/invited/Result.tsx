import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { asProblem, Problem } from "@/api/problem";
import { useT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { useSubmit } from "@/lib/useSubmit";
import { Button, ButtonLink } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { acceptInvitation } from "./actions";
import styles from "./Invited.module.css";
import type { Answer, Step } from "./Offer";
import { placeOf } from "./place";

/** Long enough to read, short enough not to wait. */
const READ_MILLISECONDS = 1600;

/** What came of it: off to the class, or why not and the way out. */
export function Result({ answer, step }: { answer: Answer; step: Step }) {
  // On a phone the form was far down; what came of it is read at the top.
  useEffect(() => {
    // Newer browsers answer with a promise, which would be taken for a way to clean up.
    void window.scrollTo({ top: 0 });
  }, []);
  if ("accepted" in answer && answer.accepted.joined) {
    const { classroom_id } = answer.accepted;
    return <Joined step={step} path={classroom_id ? `/classrooms/${classroom_id}` : "/home"} />;
  }
  const refusal =
    "accepted" in answer ? new Problem(answer.accepted.refusal ?? { status: 0 }) : answer.refused;
  return <Refused refusal={refusal} step={step} />;
}

function Joined({ step, path }: { step: Step; path: string }) {
  const t = useT();
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => void router.navigate({ href: path }), READ_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [router, path]);
  return (
    <div className={styles.form} role="status">
      <h2>{t("invited.joined", { name: placeOf(step.invitation) })}</h2>
      <p className={styles.soft}>{t("invited.joinedText")}</p>
      <Button wide onClick={() => void router.navigate({ href: path })}>
        {step.invitation.classroom ? t("invited.goOn") : t("invited.home")}
      </Button>
    </div>
  );
}

const NO_SEAT = ["no-seats-left", "classroom-full", "license-inactive"];

function Refused({ refusal, step }: { refusal: Problem; step: Step }) {
  const t = useT();
  const explain = useExplain();
  const waits = NO_SEAT.includes(refusal.code);
  const explained = explain(refusal);
  const title = waits ? t("invited.noSeat") : explained.title;
  const text = waits
    ? t("invited.noSeatText", { organization: step.invitation.organization.name })
    : [explained.text, explained.next].filter(Boolean).join(" ");
  return (
    <div className={styles.form}>
      <Notice kind={waits ? "warn" : "loss"} title={title}>
        {text}
      </Notice>
      <Next refusal={refusal} step={step} />
    </div>
  );
}

function Next({ refusal, step }: { refusal: Problem; step: Step }) {
  const t = useT();
  const again = useSubmit(async () => {
    try {
      const learner = refusal.code === "confirm-learner";
      step.onAnswer({ accepted: await acceptInvitation(step.token, { confirm_learner: learner }) });
    } catch (error) {
      step.onAnswer({ refused: asProblem(error) });
    }
  });
  const act = (label: string) => (
    <Button wide busy={again.busy} onClick={() => void again.submit()}>
      {label}
    </Button>
  );
  if (refusal.code === "confirm-learner") return act(t("invited.joinLearner"));
  if (NO_SEAT.includes(refusal.code) || refusal.status === 0) return act(t("ui.retry"));
  if (refusal.code === "member-blocked") {
    return (
      <ButtonLink kind="quiet" wide href="/home">
        {t("invited.home")}
      </ButtonLink>
    );
  }
  // The link is over, or another account has it: what the page shows now says how to go on.
  return (
    <Button wide onClick={step.onReload}>
      {t("ui.reload")}
    </Button>
  );
}

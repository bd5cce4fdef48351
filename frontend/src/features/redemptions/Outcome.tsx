import type { ReactNode } from "react";
import { Problem } from "@/api/problem";
import type { ProblemBody, Redemption, VerificationConfirmed } from "@/api/types";
import { VerifyStep } from "@/features/accounts/VerifyStep";
import { useLightT } from "@/i18n/context";
import { useExplain } from "@/i18n/explain";
import { ButtonLink } from "@/ui/plain/Button";
import { Notice } from "@/ui/plain/Notice";
import { Ticket } from "@/ui/Ticket";
import styles from "./Outcome.module.css";
import { Successor } from "./Successor";
import { TellTeacher } from "./TellTeacher";

interface Props {
  redemption: Redemption | null;
  refusal: ProblemBody | Problem | null;
  /** With it, a redemption that waits for a verified address gets the step in place. */
  email?: string | null;
  onVerified?: (confirmed: VerificationConfirmed) => void;
  /** What was typed, so that a refusal can be told to a teacher. */
  code?: string;
  /** The page shows the ticket already, and stamps that one. */
  withoutTicket?: boolean;
  /** A way out of a refusal, or on from a success. */
  action?: ReactNode;
}

/** What came of a code, in plain words and with the next step. */
export function Outcome({ redemption, refusal, ...rest }: Props) {
  if (redemption) {
    if (redemption.status === "pending_email") return <PendingEmail {...rest} of={redemption} />;
    if (redemption.status === "pending_approval")
      return <PendingApproval {...rest} of={redemption} />;
    return <Joined {...rest} of={redemption} />;
  }
  return refusal ? <Refused refusal={refusal} action={rest.action} code={rest.code} /> : null;
}

const nameOf = (redemption: Redemption) =>
  redemption.classroom?.name ?? redemption.organization.name;

type OfRedemption = Omit<Props, "redemption" | "refusal"> & { of: Redemption };

function Joined({ of, action, withoutTicket }: OfRedemption) {
  const t = useLightT();
  const fresh = of.status === "redeemed";
  const where = of.classroom
    ? fresh
      ? "redemptions.joined"
      : "redemptions.alreadyJoined"
    : fresh
      ? "redemptions.joinedOrganization"
      : "redemptions.alreadyJoinedOrganization";
  return (
    <div className={styles.outcome} role="status">
      {withoutTicket ? null : (
        <Ticket code={of.code} state="joined" copies={false} stamped={fresh} />
      )}
      <h2>{t(where, { name: nameOf(of) })}</h2>
      {of.classroom ? <p>{t("redemptions.at", { organization: of.organization.name })}</p> : null}
      {of.enrollments.length > 0 ? (
        <>
          <p>{t("redemptions.courses", { count: of.enrollments.length })}</p>
          <ul>
            {of.enrollments.map((course) => (
              <li key={course.course_id}>{course.title}</li>
            ))}
          </ul>
        </>
      ) : null}
      {action ??
        (of.classroom ? (
          <ButtonLink href={`/classrooms/${of.classroom.id}`}>
            {t("redemptions.open")} {of.classroom.name}
          </ButtonLink>
        ) : null)}
    </div>
  );
}

function PendingEmail(props: OfRedemption) {
  const t = useLightT();
  const { of, email, onVerified, withoutTicket } = props;
  return (
    <div className={styles.outcome}>
      {withoutTicket ? null : <Ticket code={of.code} state="waiting" copies={false} />}
      <h2>{t("redemptions.pendingEmail", { name: nameOf(of) })}</h2>
      <p>{t("redemptions.pendingEmailText")}</p>
      {email ? (
        <div className={styles.step}>
          <VerifyStep email={email} sent onVerified={(answer) => onVerified?.(answer)} />
        </div>
      ) : null}
    </div>
  );
}

function PendingApproval({ of, withoutTicket }: OfRedemption) {
  const t = useLightT();
  return (
    <div className={styles.outcome} role="status">
      {withoutTicket ? null : <Ticket code={of.code} state="waiting" copies={false} />}
      <h2>{t("redemptions.pendingApproval")}</h2>
      <p>{t("redemptions.pendingApprovalText", { name: nameOf(of) })}</p>
    </div>
  );
}

function Refused(props: { refusal: ProblemBody | Problem; action?: ReactNode; code?: string }) {
  const { refusal, action, code } = props;
  const explain = useExplain();
  const problem = refusal instanceof Problem ? refusal : new Problem(refusal);
  const { title, text, next } = explain(problem);
  // Waiting for an answer is not a loss, and neither is being asked.
  const asked = problem.code === "confirm-learner" ? "warn" : "loss";
  const kind = problem.instead ? "info" : asked;
  const known = code !== undefined && problem.status >= 400 && problem.status < 500;
  return (
    <>
      <Notice
        kind={kind}
        title={title}
        action={problem.instead ? <Successor code={problem.instead} /> : action}
      >
        <p>{text}</p>
        {next ? <p>{next}</p> : null}
      </Notice>
      {known && !problem.instead ? <TellTeacher code={code} refusal={problem.code} /> : null}
    </>
  );
}

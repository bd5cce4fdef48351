import type { InvitationPlan } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import styles from "./Invitations.module.css";
import type { InviteForm } from "./useInviteForm";

/** How many troubled lines are spelled out. */
const SHOWN = 8;

/** What the addresses come to before anything is sent: who gets mail, what it can cost, and who does not. */
export function InvitePreview({ form: { plan, reading } }: { form: InviteForm }) {
  const t = useT();
  if (!plan) {
    return reading ? (
      <p className={styles.soft} role="status">
        {t("invitations.form.reading")}
      </p>
    ) : null;
  }
  return (
    <section className={styles.panel} aria-live="polite" data-stale={reading || undefined}>
      <p>
        <strong>
          {plan.mailed > 0
            ? t("invitations.form.will", { count: plan.mailed })
            : t("invitations.form.willNobody")}
        </strong>
      </p>
      <Cost plan={plan} />
      <NotSent plan={plan} />
    </section>
  );
}

/** Seats are the admins' alone; a teacher is shown none. */
function Cost({ plan: { mailed, seats_if_all, room } }: { plan: InvitationPlan }) {
  const t = useT();
  const format = useFormat();
  if (mailed === 0 || seats_if_all === null || room === null) return null;
  if (seats_if_all === 0) return <p className={styles.soft}>{t("invitations.form.costNone")}</p>;
  const cost = t("invitations.cost", { count: seats_if_all, room: format.number(room) });
  return seats_if_all > room ? (
    <Notice kind="warn" title={cost}>
      {t("invitations.costShort")}
    </Notice>
  ) : (
    <p className={styles.soft}>{cost}</p>
  );
}

function NotSent({ plan }: { plan: InvitationPlan }) {
  const t = useT();
  const left = plan.lines.filter(({ outcome }) => outcome !== "new" && outcome !== "again");
  if (left.length === 0) return null;
  const more = left.length - SHOWN;
  return (
    <div>
      <h3>{t("invitations.form.wontTitle")}</h3>
      <ul className={styles.lines}>
        {left.slice(0, SHOWN).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may stand there twice.
          <li key={index}>
            <span>{line.email ?? line.text}</span>
            <span className={line.outcome === "invalid" ? styles.bad : styles.faint}>
              {t(`invitations.form.outcome.${line.outcome}`)}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className={styles.faint}>{t("invitations.form.more", { count: more })}</p>
      ) : null}
    </div>
  );
}

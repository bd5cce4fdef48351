import type { Code } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useToday } from "../organizations/useToday";
import styles from "./CodesTable.module.css";

/** How many joined, of how many who may. */
export function Used({ code }: { code: Code }) {
  const t = useT();
  const { redemptions: used, max_redemptions: cap, pending } = code;
  return (
    <span className={styles.used}>
      <span>{cap === null ? t("codes.used", { used }) : t("codes.usedOf", { used, cap })}</span>
      {cap === null ? null : (
        <span className={styles.meter} role="img" aria-label={t("codes.usedBar", { used, cap })}>
          <span style={{ width: `${Math.min(100, (used / cap) * 100)}%` }} />
        </span>
      )}
      <AtRisk code={code} />
      {pending > 0 ? (
        <span className={styles.faint}>{t("codes.waiting", { count: pending })}</span>
      ) : null}
    </span>
  );
}

/** What it would cost if it leaked now. */
function AtRisk({ code }: { code: Code }) {
  const t = useT();
  const count = code.exposure.seats;
  if (count === 0) return null;
  return <span className={styles.risk}>{t("guard.exposure.row", { count })}</span>;
}

/** Who may join, and on which days. */
export function Rules({ code }: { code: Code }) {
  return (
    <span className={styles.rules}>
      <Who code={code} />
      <span className={styles.faint}>
        <Days code={code} />
      </span>
    </span>
  );
}

function Who({ code }: { code: Code }) {
  const t = useT();
  const format = useFormat();
  if (code.email_domains.length === 0) return t("codes.anyone");
  const domains = code.email_domains.map(
    (each) => (each.include_subdomains ? "*." : "") + each.domain,
  );
  return format.alternatives(domains);
}

function Days({ code }: { code: Code }) {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  const day = (value: string) => format.day(value, today);
  const { valid_from: from, valid_till: till } = code;
  if (from && till) return t("codes.openDays", { from: day(from), till: day(till) });
  if (till) return t("codes.openTill", { day: day(till) });
  if (from) return t("codes.openFrom", { day: day(from) });
  return t("codes.openAlways");
}

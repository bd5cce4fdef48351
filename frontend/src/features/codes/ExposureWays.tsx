import { IconChevronRight } from "@tabler/icons-react";
import type { Versioned } from "@/api/client";
import type { Code, ExposureReading, ExposureRemedy } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Refusal } from "@/ui/work/FormDialog";
import { useToday } from "../organizations/useToday";
import styles from "./ExposurePanel.module.css";
import { useRemedy } from "./useRemedy";

interface Props {
  code: Code;
  saved: Versioned<ExposureReading>;
  onChanged?: () => void;
}

/** Each way is one button, with what is left once it is pressed. */
export function ExposureWays({ code, saved, onChanged }: Props) {
  const t = useT();
  const what = useRemedyText();
  const { busy, problem, submit, reload } = useRemedy(code, saved.version, onChanged);
  const ways = saved.value.remedies;
  if (ways.length === 0) return null;
  return (
    <div className={styles.ways}>
      <h4>{t("guard.exposure.ways", { count: ways.length })}</h4>
      {ways.map((remedy) => (
        <button
          key={remedy.kind}
          type="button"
          className={styles.way}
          aria-disabled={busy || undefined}
          onClick={() => (busy ? undefined : void submit(remedy, what(remedy).action))}
        >
          <span>
            <strong>{what(remedy).action}</strong>
            <small>{what(remedy).effect}</small>
          </span>
          <IconChevronRight size={18} aria-hidden="true" />
        </button>
      ))}
      <Refusal problem={problem} onReload={reload} />
    </div>
  );
}

/** What a way is called, and what is left of the exposure afterwards. */
function useRemedyText() {
  const t = useT();
  const format = useFormat();
  const today = useToday();
  return ({ kind, change, seats_after: count }: ExposureRemedy) => {
    const after = t("guard.exposure.after", { count });
    switch (kind) {
      case "limit":
        return {
          action: t("guard.exposure.do.limit", { count: change.max_redemptions ?? 0 }),
          effect: after,
        };
      case "domain":
        return {
          action: t("guard.exposure.do.domain", {
            domain: change.email_domains?.[0]?.domain ?? "",
          }),
          effect: t("guard.exposure.afterStrangers"),
        };
      case "last-day":
        return {
          action: t("guard.exposure.do.last-day", {
            day: format.day(change.valid_till ?? today, today),
          }),
          effect: t("guard.exposure.afterDay"),
        };
      case "hours":
        return {
          action: t("guard.exposure.do.hours"),
          effect: t("guard.exposure.afterSame"),
        };
      default:
        return { action: t(`guard.exposure.do.${kind}`), effect: after };
    }
  };
}

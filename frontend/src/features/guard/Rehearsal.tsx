import { useQuery } from "@tanstack/react-query";
import type { GuardRehearsal, RehearsedPause, Thresholds } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useDebounced } from "@/lib/useDebounced";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import styles from "./GuardForm.module.css";
import { rehearsalQuery } from "./queries";

/** So many are told one by one; the numbers above them count all. */
const SHOWN = 5;

/** What the guard would have done lately, with the thresholds as they stand in the form. */
export function Rehearsal({ thresholds }: { thresholds: Thresholds }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(rehearsalQuery(id, useDebounced(thresholds)));
  return (
    <section className={styles.past} aria-live="polite" aria-busy={query.isFetching}>
      <h3>{t("guard.settings.past")}</h3>
      {query.data ? (
        <Told rehearsal={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={2} />
      )}
    </section>
  );
}

function Told({ rehearsal }: { rehearsal: GuardRehearsal }) {
  const t = useT();
  const { pauses, students_met: met, newest } = rehearsal;
  if (pauses === 0) return <p>{t("guard.settings.pastNothing")}</p>;
  return (
    <>
      <p>
        <Rich text={t("guard.settings.pastCount", { count: pauses })} />{" "}
        <Rich
          text={
            met === 0 ? t("guard.settings.pastNobody") : t("guard.settings.pastMet", { count: met })
          }
        />
      </p>
      <ul>
        {newest.slice(0, SHOWN).map((pause) => (
          <Pause key={pause.code.id + pause.since} pause={pause} />
        ))}
      </ul>
    </>
  );
}

function Pause({ pause }: { pause: RehearsedPause }) {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const { allowed, redeemed } = pause;
  const why = {
    burst: () => t("guard.settings.burst", { count: redeemed, allowed }),
    "first-use": () => t("guard.settings.burst", { count: redeemed, allowed }),
    domains: () => t("guard.settings.domains", { count: pause.new_domains }),
    refused: () => t("guard.settings.refused", { count: pause.refused }),
  };
  return (
    <li>
      <strong>{pause.code.code}</strong>
      <span>{t("guard.settings.met", { count: pause.students_met })}</span>
      <span className={styles.faint}>{why[pause.reason]()}</span>
      <span className={styles.faint}>{format.wallClock(pause.since, time_zone)}</span>
    </li>
  );
}

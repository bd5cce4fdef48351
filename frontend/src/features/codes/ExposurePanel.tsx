import { useQuery } from "@tanstack/react-query";
import type { Code, ExposureReading } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { Rich } from "@/ui/work/Rich";
import { useOrganization } from "../organizations/context";
import styles from "./ExposurePanel.module.css";
import { ExposureWays } from "./ExposureWays";
import { exposureQuery } from "./queries";

/** What a saved code could cost if it leaked, why, and the cheapest ways out, one click each. */
export function ExposurePanel({ code, onChanged }: { code: Code; onChanged?: () => void }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useQuery(exposureQuery(id, code.id));
  const reading = query.data?.value;
  const closed = reading && reading.seats === 0 && reading.seats_once_open > 0;
  return (
    <section className={styles.panel}>
      <h3>{t(closed ? "guard.exposure.titleOpen" : "guard.exposure.title")}</h3>
      {query.data && reading ? (
        <>
          <Seats reading={reading} />
          {closed ? <p className={styles.soft}>{t("guard.exposure.closed")}</p> : null}
          <ExposureWays code={code} saved={query.data} onChanged={onChanged} />
        </>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={3} />
      )}
    </section>
  );
}

function Seats({ reading }: { reading: ExposureReading }) {
  const t = useT();
  const format = useFormat();
  const { seats_once_open: seats, strangers, limited_by } = reading;
  if (seats === 0) {
    const safe = limited_by === "approval" ? "guard.exposure.approval" : "guard.exposure.none";
    return (
      <p>
        <Rich text={t(safe)} />
      </p>
    );
  }
  return (
    <>
      <p className={styles.seats}>
        <strong>{format.number(seats)}</strong> {t("guard.exposure.seats", { count: seats })}{" "}
        <span>{t(strangers > 0 ? "guard.exposure.anybody" : "guard.exposure.own")}</span>
      </p>
      <Why reading={reading} />
    </>
  );
}

function Why({ reading }: { reading: ExposureReading }) {
  const t = useT();
  const limits = reading.limits.map(({ limit, seats }) =>
    seats === null ? t(`guard.exposure.${limit}Only`) : t(`guard.exposure.${limit}`, { seats }),
  );
  const rules = reading.narrowed_by.map((rule) => t(`guard.exposure.rules.${rule}`));
  return (
    <div className={styles.why}>
      <h4>{t("guard.exposure.why")}</h4>
      <ul>
        {[...limits, ...(rules.length > 0 ? rules : [t("guard.exposure.noRules")])].map((text) => (
          <li key={text}>
            <Rich text={text} />
          </li>
        ))}
      </ul>
    </div>
  );
}

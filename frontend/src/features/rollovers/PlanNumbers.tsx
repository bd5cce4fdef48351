import type { RolloverPlan } from "@/api/types";
import { useT } from "@/i18n/context";
import { BigNumber } from "@/ui/BigNumber";
import { Notice } from "@/ui/plain/Notice";
import styles from "./rollovers.module.css";

/** The plan in numbers, and the seats that it spends: none. */
export function PlanNumbers({ totals }: { totals: RolloverPlan["totals"] }) {
  const t = useT();
  const { seats_returned, codes_stopped, codes_made, blocked } = totals;
  const also = [
    t("rollovers.noSeatsText"),
    seats_returned > 0 ? t("rollovers.returned", { count: seats_returned }) : null,
    codes_stopped > 0 ? t("rollovers.codesStop", { count: codes_stopped }) : null,
    codes_made > 0 ? t("rollovers.codesMade", { count: codes_made }) : null,
  ].filter((text) => text !== null);
  return (
    <>
      <div className={styles.numbers}>
        <BigNumber
          value={totals.classrooms_closed}
          label={t("rollovers.number.close", { count: totals.classrooms_closed })}
        />
        <BigNumber
          value={totals.classrooms_made}
          label={t("rollovers.number.make", { count: totals.classrooms_made })}
        />
        <BigNumber
          value={totals.promoted}
          label={t("rollovers.number.promoted", { count: totals.promoted })}
        />
        <BigNumber value={totals.kept} label={t("rollovers.number.kept", { count: totals.kept })} />
        <BigNumber
          value={totals.leaving}
          label={t("rollovers.number.leaving", { count: totals.leaving })}
        />
        <BigNumber value={totals.seats_spent} label={t("rollovers.number.seats")} />
      </div>
      <Notice kind="good" title={t("rollovers.noSeats")}>
        {also.join(" ")}
      </Notice>
      {blocked > 0 ? (
        <Notice kind="warn">{t("rollovers.blocked", { count: blocked })}</Notice>
      ) : null}
    </>
  );
}

import type { SeatTotals } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { forecastBasis, forecastText } from "./forecast";
import styles from "./SeatsScreen.module.css";

/** About when the free seats run out; with `basis`, also how that is known. */
export function Forecast({ seats, basis }: { seats: SeatTotals; basis?: boolean }) {
  const t = useT();
  const text = forecastText(seats, t, useFormat());
  if (!text) return null;
  const reasons = basis ? forecastBasis(seats, t) : "";
  return (
    <div className={`${styles.forecast} ${basis ? styles.apart : ""}`}>
      <p>{text}</p>
      {reasons ? <p className={styles.faint}>{reasons}</p> : null}
    </div>
  );
}

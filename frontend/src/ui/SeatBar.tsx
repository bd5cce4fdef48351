import { useFormat, useLightT } from "@/i18n/context";
import styles from "./SeatBar.module.css";
import { type SeatChange, type SeatNumbers, seatSegments, seatsAfter } from "./seatSegments";

interface Props {
  seats: SeatNumbers;
  /** What an action that is being considered would do; drawn hatched, before the click. */
  change?: SeatChange;
  /** Only the bar, for tight places; its numbers are still there for screen readers. */
  compact?: boolean;
}

/** Spent, held and free seats in one bar with numbers that add up to the seats granted. */
export function SeatBar({ seats, change, compact }: Props) {
  const t = useLightT();
  const changes = change && Object.values(change).some((value) => value !== 0);
  const shown = changes ? seatsAfter(seats, change) : seats;
  const segments = seatSegments(seats, changes ? change : undefined);
  return (
    <div className={styles.seats} data-over={shown.free < 0 || undefined}>
      <div
        className={styles.bar}
        role="img"
        aria-label={t(changes ? "ui.seats.barAfter" : "ui.seats.bar", { ...shown })}
      >
        {segments.map((segment, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity of a piece
            key={index}
            className={styles[segment.kind]}
            style={{ width: `${segment.width}%` }}
          />
        ))}
      </div>
      {compact ? null : <Numbers seats={shown} before={changes ? seats : undefined} />}
    </div>
  );
}

function Numbers({ seats, before }: { seats: SeatNumbers; before?: SeatNumbers }) {
  const t = useLightT();
  const format = useFormat();
  return (
    <div className={styles.numbers}>
      {before ? <p className={styles.after}>{t("ui.seats.after")}</p> : null}
      <dl>
        {(["spent", "held", "free"] as const).map((kind) => (
          <div key={kind} className={styles.number}>
            <dt>
              <span className={`${styles.dot} ${styles[kind]}`} aria-hidden="true" />
              {t(`ui.seats.${kind}`)}
            </dt>
            <dd>
              {before && before[kind] !== seats[kind] ? (
                <s className={styles.before}>{format.number(before[kind])}</s>
              ) : null}
              {format.number(seats[kind])}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.total}>{t("ui.seats.granted", { count: seats.granted })}</p>
    </div>
  );
}

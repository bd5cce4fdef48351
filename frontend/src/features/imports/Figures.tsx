import type { Import, ImportPreview } from "@/api/types";
import { useT } from "@/i18n/context";
import { BigNumber } from "@/ui/BigNumber";
import { Notice } from "@/ui/plain/Notice";
import { SeatBar } from "@/ui/SeatBar";
import { inGroup, withSeat } from "./figures";
import styles from "./imports.module.css";

/** How many rows do what, and what they spend, drawn on the seats before the click. */
export function Figures(props: { list: Import; seats: ImportPreview["seats"] | undefined }) {
  const { list, seats } = props;
  const t = useT();
  const fresh = inGroup(list, "new");
  const spends = seats ? withSeat(seats) : fresh;
  const asks = inGroup(list, "asks");
  const left = inGroup(list, "left");
  return (
    <>
      <div className={styles.figures}>
        <BigNumber
          value={fresh}
          label={t("imports.check.figure.new", { count: fresh })}
          note={
            spends > 0
              ? t("imports.check.spends", { count: spends })
              : t("imports.check.spendsNone")
          }
        />
        <BigNumber value={inGroup(list, "known")} label={t("imports.check.figure.known")} />
        {asks > 0 ? <BigNumber value={asks} label={t("imports.check.figure.asks")} /> : null}
        {left > 0 ? <BigNumber value={left} label={t("imports.check.figure.left")} /> : null}
      </div>
      {seats?.now ? (
        <SeatBar
          seats={seats.now}
          change={{ spent: withSeat(seats), held: seats.license_active ? -seats.from_held : 0 }}
        />
      ) : null}
      {seats && !seats.license_active && fresh > 0 ? (
        <Notice kind="warn">{t("imports.check.noLicense")}</Notice>
      ) : seats && seats.short > 0 ? (
        <Notice kind="warn">{t("imports.check.short", { count: seats.short })}</Notice>
      ) : null}
    </>
  );
}

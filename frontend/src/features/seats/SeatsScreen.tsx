import { useQuery } from "@tanstack/react-query";
import type { Seats } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { zoneCity } from "@/lib/days";
import { BigNumber } from "@/ui/BigNumber";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { Notice } from "@/ui/plain/Notice";
import { SeatBar } from "@/ui/SeatBar";
import { RowsSkeleton } from "@/ui/Skeletons";
import { useOrganization } from "../organizations/context";
import { Allotments } from "./Allotments";
import { Forecast } from "./Forecast";
import { Ledger } from "./Ledger";
import { Licenses } from "./Licenses";
import { seatsQuery } from "./queries";
import styles from "./SeatsScreen.module.css";

/** How many seats there are, where they went, and the proof. */
export function SeatsScreen({ student }: { student?: string }) {
  const t = useT();
  const { id, time_zone } = useOrganization();
  const query = useQuery(seatsQuery(id));
  return (
    <>
      <PageTitle title={t("seats.title")} />
      <PageHeader
        title={t("seats.title")}
        description={`${t("seats.description")} ${t("work.zoneNote", { city: zoneCity(time_zone) })}`}
      />
      <div className={styles.page}>
        {query.data ? (
          <Balance seats={query.data} />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <RowsSkeleton rows={6} />
        )}
        <Ledger student={student} settled={!query.isPending} />
      </div>
    </>
  );
}

function Balance({ seats }: { seats: Seats }) {
  const t = useT();
  const format = useFormat();
  const { granted, spent, held, free } = seats;
  const next = seats.licenses
    .filter((license) => license.status === "upcoming")
    .map((license) => license.starts_on)
    .sort()[0];
  return (
    <>
      {seats.license_active ? null : (
        <Notice kind="warn" title={t("seats.inactive")}>
          {next ? t("seats.inactiveUntil", { day: format.date(next) }) : t("seats.inactiveText")}
        </Notice>
      )}
      <Panel>
        <div className={styles.numbers}>
          <BigNumber
            size="hero"
            value={free}
            label={t("seats.free")}
            note={
              seats.license_ends_on
                ? t("seats.activeTill", { day: format.date(seats.license_ends_on) })
                : t("seats.freeNote")
            }
          />
          <BigNumber value={spent} label={t("seats.spent")} />
          <BigNumber value={held} label={t("seats.held")} />
          <BigNumber value={granted} label={t("seats.granted")} />
        </div>
        <SeatBar seats={seats} />
        <Forecast seats={seats} basis />
        <p className={styles.proof}>{t("seats.proof", { granted, spent, held, free })}</p>
      </Panel>
      <Licenses licenses={seats.licenses} />
      <Allotments seats={seats} />
    </>
  );
}

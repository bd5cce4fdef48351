import { useQuery } from "@tanstack/react-query";
import type { Overview, SeatTotals } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { BigNumber } from "@/ui/BigNumber";
import { ErrorState } from "@/ui/ErrorState";
import { PageHeader } from "@/ui/PageHeader";
import { PageTitle } from "@/ui/PageTitle";
import { Panel } from "@/ui/Panel";
import { RouterLinkButton } from "@/ui/RouterLinkButton";
import { SeatBar } from "@/ui/SeatBar";
import { RowsSkeleton } from "@/ui/Skeletons";
import { ApprovalsNotice } from "../codes/ApprovalsNotice";
import { AlertsNotice } from "../guard/AlertsNotice";
import { Departures } from "../leaving/Departures";
import { AskingNotice } from "../refusals/AskingNotice";
import { Forecast } from "../seats/Forecast";
import { Attention } from "./Attention";
import { useOrganization } from "./context";
import { FirstSteps } from "./FirstSteps";
import styles from "./OverviewScreen.module.css";
import { overviewQuery } from "./queries";
import { Recent } from "./Recent";

/** Where staff start: what needs them, how many came, how many can still come. */
export function OverviewScreen() {
  const t = useT();
  const { id, name } = useOrganization();
  const query = useQuery({ ...overviewQuery(id), refetchInterval: 30_000 });
  return (
    <>
      <PageTitle title={t("organizations.overview.title")} />
      <PageHeader title={name} />
      {query.data ? (
        <Home overview={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={6} />
      )}
    </>
  );
}

function Home({ overview }: { overview: Overview }) {
  return (
    <div className={styles.page}>
      <FirstSteps overview={overview} />
      <AlertsNotice />
      <ApprovalsNotice />
      <AskingNotice count={overview.asking_for_help} />
      <Attention overview={overview} />
      {overview.seats && overview.seats.granted > 0 ? <SeatsPanel seats={overview.seats} /> : null}
      <Numbers overview={overview} />
      <Recent recent={overview.recent} />
      {overview.seats ? <Departures /> : null}
    </div>
  );
}

function SeatsPanel({ seats }: { seats: SeatTotals }) {
  const t = useT();
  const format = useFormat();
  const { slug } = useOrganization();
  return (
    <Panel>
      <div className={styles.seats}>
        <div className={styles.seatsHead}>
          <BigNumber
            size="hero"
            value={seats.free}
            label={t("organizations.overview.seatsFree")}
            note={
              seats.license_ends_on
                ? t("organizations.overview.license", { day: format.date(seats.license_ends_on) })
                : undefined
            }
          />
          <RouterLinkButton
            kind="quiet"
            to="/o/$organization/seats"
            params={{ organization: slug }}
          >
            {t("organizations.overview.seeSeats")}
          </RouterLinkButton>
        </div>
        <SeatBar seats={seats} />
        <Forecast seats={seats} />
      </div>
    </Panel>
  );
}

function Numbers({ overview }: { overview: Overview }) {
  const t = useT();
  return (
    <Panel>
      <div className={styles.numbers}>
        <BigNumber value={overview.joined_this_week} label={t("organizations.overview.thisWeek")} />
        <BigNumber value={overview.students} label={t("organizations.overview.students")} />
        <BigNumber value={overview.classrooms} label={t("organizations.overview.classrooms")} />
        <BigNumber value={overview.active_codes} label={t("organizations.overview.activeCodes")} />
      </div>
    </Panel>
  );
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { itemsOf } from "@/api/list";
import type { Departure } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { Panel } from "@/ui/Panel";
import { Button } from "@/ui/plain/Button";
import { useOrganization } from "../organizations/context";
import styles from "./Departures.module.css";
import { departuresQuery } from "./queries";
import { useNameOf } from "./useNameOf";

/** How long one that ended stays on the overview. */
const NEWS = 30 * 24 * 3_600_000;

/** On the overview of admins: who asked to have their account deleted, and what became of it. */
export function Departures() {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(departuresQuery(id));
  const departures = itemsOf(query.data);
  const since = new Date(Date.now() - NEWS).toISOString();
  if (!departures.some((each) => (ending(each) ?? since) >= since)) return null;
  return (
    <Panel title={t("leaving.departures.title")}>
      <p className={styles.text}>{t("leaving.departures.text")}</p>
      <ul className={styles.list}>
        {departures.map((each) => (
          <Row key={each.id} departure={each} />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          kind="quiet"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("ui.loadMore")}
        </Button>
      ) : null}
    </Panel>
  );
}

const ending = (departure: Departure) => departure.done_at ?? departure.taken_back_at;

function Row({ departure }: { departure: Departure }) {
  const nameOf = useNameOf();
  const story = useStory();
  const { slug } = useOrganization();
  const t = useT();
  const { display_name, student_id, asked_by: name, taken_back_by } = departure;
  const what = story(departure);
  return (
    <li className={styles.row}>
      <Link
        to="/o/$organization/students/$student"
        params={{ organization: slug, student: student_id }}
      >
        {nameOf({ display_name: display_name ?? "", deleted: display_name === null })}
      </Link>
      <span className={styles.faint}>
        {name && !taken_back_by ? t("leaving.departures.asked", { story: what, name }) : what}
      </span>
    </li>
  );
}

/** What became of it, in the organization's days. */
export function useStory() {
  const t = useT();
  const format = useFormat();
  const { time_zone } = useOrganization();
  const day = (instant: string) => format.dateIn(instant, time_zone);
  return ({ done_at, taken_back_at, taken_back_by: name, due_at }: Departure) => {
    if (done_at) return t("leaving.departures.done", { day: day(done_at) });
    if (taken_back_at && name) {
      return t("leaving.departures.takenBack", { name, day: day(taken_back_at) });
    }
    if (taken_back_at) return t("leaving.departures.kept", { day: day(taken_back_at) });
    return t("leaving.departures.planned", { day: day(due_at) });
  };
}

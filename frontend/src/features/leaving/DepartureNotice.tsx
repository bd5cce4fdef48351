import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Departure, StudentDetail } from "@/api/types";
import { useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import { AtOnceButton } from "@/ui/work/AtOnceButton";
import { notifyDone } from "@/ui/work/notify";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { useStory } from "./Departures";
import { departuresQuery, leaverActions } from "./queries";

/** On a student's page, for admins: their account is on its way out, or gone. */
export function DepartureNotice({ student }: { student: StudentDetail }) {
  const t = useT();
  const story = useStory();
  const { id } = useOrganization();
  const newest = itemsOf(useInfiniteQuery(departuresQuery(id, student.id)).data)[0];
  if (!newest || newest.taken_back_at) return null;
  const { asked_by: name, done_at } = newest;
  const says = name
    ? t(done_at ? "leaving.departures.leftBySchool" : "leaving.departures.bySchool", { name })
    : t(done_at ? "leaving.departures.left" : "leaving.departures.leaves");
  return (
    <Notice
      kind={done_at ? "info" : "warn"}
      title={story(newest)}
      action={name && !done_at ? <Keep departure={newest} /> : null}
    >
      {says}
    </Notice>
  );
}

/** What the school asked for, any of its admins takes back. */
function Keep({ departure }: { departure: Departure }) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const keep = async () => {
    await leaverActions(id, departure.student_id).keep();
    notifyDone(t("leaving.departures.keptDone"));
    refresh();
  };
  return <AtOnceButton onAct={keep}>{t("leaving.departures.keep")}</AtOnceButton>;
}

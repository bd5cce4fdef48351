import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { StudentDetail } from "@/api/types";
import { useT } from "@/i18n/context";
import { Notice } from "@/ui/plain/Notice";
import { useOrganization } from "../organizations/context";
import { useStory } from "./Departures";
import { departuresQuery } from "./queries";

/** On a student's page, for admins: their account is on its way out, or gone. */
export function DepartureNotice({ student }: { student: StudentDetail }) {
  const t = useT();
  const story = useStory();
  const { id } = useOrganization();
  const newest = itemsOf(useInfiniteQuery(departuresQuery(id, student.id)).data)[0];
  if (!newest || newest.taken_back_at) return null;
  return (
    <Notice kind={newest.done_at ? "info" : "warn"} title={story(newest)}>
      {t(newest.done_at ? "leaving.departures.left" : "leaving.departures.leaves")}
    </Notice>
  );
}

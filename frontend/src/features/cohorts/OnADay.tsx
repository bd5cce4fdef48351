import { useInfiniteQuery } from "@tanstack/react-query";
import type { Classroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { useOrganization } from "../organizations/context";
import { membersOnQuery } from "./queries";
import { StudentCell } from "./StudentCell";

/** Who was in the classroom when a day was over. */
export function OnADay({ room, q, day }: { room: Classroom; q: string; day: string }) {
  const t = useT();
  const format = useFormat();
  const { id, time_zone } = useOrganization();
  const query = useInfiniteQuery(membersOnQuery(id, room.id, { q, on: day }));
  return (
    <DataTable
      label={t("cohorts.people.dayList", { day: format.date(day) })}
      query={query}
      rowKey={(member) => member.student_id}
      empty={<EmptyState title={t("cohorts.people.dayEmpty", { day: format.date(day) })} />}
      columns={[
        {
          key: "student",
          header: t("classrooms.roster.student"),
          render: (member) => <StudentCell student={member} />,
        },
        {
          key: "came",
          header: t("cohorts.people.came"),
          render: (member) => format.wallClock(member.joined_at, time_zone),
        },
      ]}
    />
  );
}

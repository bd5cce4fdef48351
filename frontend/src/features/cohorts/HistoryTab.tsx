import { useQuery } from "@tanstack/react-query";
import type { Classroom } from "@/api/types";
import { useFormat, useT } from "@/i18n/context";
import { useOrganization } from "../organizations/context";
import styles from "./History.module.css";
import { People } from "./People";
import { cohortQuery } from "./queries";
import { Transfers } from "./Transfers";

/** A classroom's people over time: in numbers, what was done to many at once, and every stay. */
export function HistoryTab({ room }: { room: Classroom }) {
  return (
    <div className={styles.history}>
      <Figures room={room} />
      <Transfers room={room} />
      <People room={room} />
    </div>
  );
}

function Figures({ room }: { room: Classroom }) {
  const t = useT();
  const format = useFormat();
  const { id } = useOrganization();
  const { data } = useQuery(cohortQuery(id, room.id));
  if (!data || data.ever === 0) return null;
  const seats = data.seats_spent ?? 0;
  const figures = [
    ["ever", data.ever],
    [room.deleted_at ? "atTheEnd" : "present", data.present],
    ["left", data.left],
    ["removed", data.removed],
    ["movedOn", data.moved_on],
    ["seats", seats],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures
        .filter(([name, count]) => count > 0 || name === "present")
        .map(([name, count]) => (
          <div key={name}>
            <dt>{t(`cohorts.figures.${name}`)}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
    </dl>
  );
}

import type { RolloverPlan } from "@/api/types";
import { useT } from "@/i18n/context";
import { Rows } from "@/ui/DataTable";
import { Section } from "@/ui/work/Section";
import styles from "./rollovers.module.css";

type Planned = RolloverPlan["classrooms"][number];

/** What happens to each classroom, its students and its codes, in a line. */
export function PlannedClassrooms({ rooms }: { rooms: Planned[] }) {
  const t = useT();
  return (
    <Section title={t("rollovers.eachClassroom")}>
      <Rows
        label={t("rollovers.eachClassroom")}
        rows={rooms}
        rowKey={(room) => room.classroom_id}
        columns={[
          {
            key: "was",
            header: t("rollovers.was"),
            render: (room) => (
              <div className={styles.what}>
                <strong>{room.name}</strong>
                <span>{t(`rollovers.${room.action === "keep" ? "goesOn" : "closes"}`)}</span>
              </div>
            ),
          },
          {
            key: "becomes",
            header: t("rollovers.isThen"),
            render: (room) => (
              <div className={styles.what}>
                {room.new_name ? <strong>{room.new_name}</strong> : null}
                <Students room={room} />
              </div>
            ),
          },
          {
            key: "codes",
            header: t("rollovers.codesShort"),
            from: "tablet",
            render: (room) => <Codes room={room} />,
          },
        ]}
      />
    </Section>
  );
}

function Students({ room }: { room: Planned }) {
  const t = useT();
  const ways = (["promoted", "kept", "leaving", "staying", "blocked"] as const)
    .filter((way) => room[way] > 0)
    .map((way) => t(`rollovers.going.${way}`, { count: room[way] }));
  return <span>{ways.length > 0 ? ways.join(", ") : t("rollovers.going.nobody")}</span>;
}

function Codes({ room }: { room: Planned }) {
  const t = useT();
  const { codes_stopped, codes_made } = room;
  const told = [
    codes_stopped > 0 ? t("rollovers.stop", { count: codes_stopped }) : null,
    codes_made > 0 ? t("rollovers.anew", { count: codes_made }) : null,
  ].filter((text) => text !== null);
  return told.join(", ");
}

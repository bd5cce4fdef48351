import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n/context";
import { SeatBar } from "@/ui/SeatBar";
import { classroomQuery } from "../classrooms/queries";
import { useOrganization } from "../organizations/context";
import { seatsQuery } from "../seats/queries";
import styles from "./admissions.module.css";
import { roomQuery } from "./queries";

/** What one new student costs, and what is left; an admin sees it drawn. */
export function Cost({ classroomId }: { classroomId?: string }) {
  const t = useT();
  const { id, role } = useOrganization();
  const asks = role === "admin" || classroomId !== undefined;
  const room = useQuery({ ...roomQuery(id, classroomId), enabled: asks }).data;
  if (room === undefined) return null;
  return (
    <div className={styles.cost}>
      <p>{room > 0 ? t("admissions.cost", { count: room }) : t("admissions.costFull")}</p>
      {role === "admin" ? <Bar classroomId={classroomId} room={room} /> : null}
    </div>
  );
}

function Bar({ classroomId, room }: { classroomId?: string; room: number }) {
  const { id } = useOrganization();
  const seats = useQuery(seatsQuery(id)).data;
  const held = useQuery({
    ...classroomQuery(id, classroomId ?? ""),
    enabled: classroomId !== undefined,
  }).data?.value.seats?.held;
  if (!seats) return null;
  // A seat that the classroom holds is spent first.
  const change = { spent: 1, held: classroomId && held ? -1 : 0 };
  return <SeatBar seats={seats} change={room > 0 ? change : undefined} />;
}

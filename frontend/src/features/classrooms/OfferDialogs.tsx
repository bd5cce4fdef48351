import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Classroom, Course } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { notifyDone } from "@/ui/work/notify";
import { PickDialog } from "@/ui/work/PickDialog";
import { coursesQuery } from "../courses/queries";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { classroomActions } from "./queries";

/** Offers one more course, and says how many students that enrolls. */
export function OfferCourse(props: { room: Classroom; offered: Course[]; onClose: () => void }) {
  const { room, offered, onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const useOptions = (search: string) =>
    itemsOf(useInfiniteQuery(coursesQuery(id, search)).data)
      .filter((course) => !offered.some((each) => each.id === course.id))
      .map(({ id: value, title: label }) => ({ value, label }));
  return (
    <PickDialog
      title={t("classrooms.offer.title")}
      label={t("classrooms.offer.course")}
      useOptions={useOptions}
      note={
        room.members > 0
          ? t("classrooms.offer.note", { count: room.members })
          : t("classrooms.offer.noteNobody")
      }
      submitLabel={t("classrooms.offer.submit")}
      missing={t("classrooms.offer.missing")}
      onClose={onClose}
      onPick={async ({ value }) => {
        const { course, students_enrolled: count } = await classroomActions(id).offerCourse(
          room.id,
          value,
        );
        notifyDone(t("classrooms.offer.done", { title: course.title, count }));
        refresh();
      }}
    />
  );
}

/** Stops offering a course; who is enrolled stays so. */
export function StopCourse(props: { room: Classroom; course: Course; onClose: () => void }) {
  const { room, course, onClose } = props;
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  return (
    <ConfirmLoss
      opened
      onClose={onClose}
      title={t("classrooms.offer.stopTitle", course)}
      confirmLabel={t("classrooms.offer.stop")}
      onConfirm={async () => {
        await classroomActions(id).stopCourse(room.id, course.id);
        notifyDone(t("classrooms.offer.stopped", course));
        refresh();
      }}
    >
      <p>{t("classrooms.offer.stopText")}</p>
    </ConfirmLoss>
  );
}

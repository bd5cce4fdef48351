import { IconArrowDown, IconArrowUp, IconCalendar, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Classroom, ClassroomCourse } from "@/api/types";
import { useT } from "@/i18n/context";
import { RowMenu } from "@/ui/work/RowMenu";
import { useNotifyProblem } from "@/ui/work/useNotifyProblem";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import { StopCourse } from "./OfferDialogs";
import { classroomActions } from "./queries";
import { TermsDialog } from "./TermsDialog";

interface Props {
  room: Classroom;
  course: ClassroomCourse;
  /** All that the classroom offers, in its order. */
  offered: ClassroomCourse[];
}

/** What can be done with a course that a classroom offers. */
export function CourseMenu({ room, course, offered }: Props) {
  const t = useT();
  const { id } = useOrganization();
  const refresh = useRefresh();
  const notifyProblem = useNotifyProblem();
  const [open, setOpen] = useState<"terms" | "stop" | null>(null);
  const ids = offered.map((each) => each.id);
  const place = ids.indexOf(course.id);
  const move = async (to: number) => {
    try {
      await classroomActions(id).orderCourses(
        room.id,
        ids.toSpliced(place, 1).toSpliced(to, 0, course.id),
      );
    } catch (error) {
      notifyProblem(error);
    }
    refresh();
  };
  const close = () => setOpen(null);
  return (
    <>
      <RowMenu
        of={course.title}
        actions={[
          {
            label: t("classrooms.offer.terms"),
            icon: IconCalendar,
            onClick: () => setOpen("terms"),
          },
          place > 0 && {
            label: t("classrooms.offer.up"),
            icon: IconArrowUp,
            onClick: () => void move(place - 1),
          },
          place < ids.length - 1 && {
            label: t("classrooms.offer.down"),
            icon: IconArrowDown,
            onClick: () => void move(place + 1),
          },
          {
            label: t("classrooms.offer.stop"),
            icon: IconX,
            onClick: () => setOpen("stop"),
            loss: true,
          },
        ]}
      />
      {open === "terms" ? <TermsDialog room={room} course={course} onClose={close} /> : null}
      {open === "stop" ? <StopCourse room={room} course={course} onClose={close} /> : null}
    </>
  );
}

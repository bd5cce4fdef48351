import { IconBook2, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { Classroom, Course } from "@/api/types";
import { useT } from "@/i18n/context";
import { ConfirmLoss } from "@/ui/ConfirmLoss";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { notifyDone } from "@/ui/work/notify";
import { PickDialog } from "@/ui/work/PickDialog";
import { Toolbar } from "@/ui/work/Toolbar";
import { coursesQuery } from "../courses/queries";
import { useOrganization } from "../organizations/context";
import { useRefresh } from "../organizations/useRefresh";
import styles from "./ClassroomScreen.module.css";
import { classroomActions, classroomCoursesQuery } from "./queries";

export function CoursesTab({ room }: { room: Classroom }) {
  const t = useT();
  const { id, role } = useOrganization();
  const query = useInfiniteQuery(classroomCoursesQuery(id, room.id));
  const [open, setOpen] = useState<"offer" | Course | null>(null);
  const admin = role === "admin" && !room.deleted_at;
  const offer = admin ? (
    <Button onClick={() => setOpen("offer")}>
      <IconPlus size={18} aria-hidden="true" />
      {t("classrooms.offer.add")}
    </Button>
  ) : null;
  const columns: Column<Course>[] = [
    {
      key: "title",
      header: t("classrooms.offer.course"),
      render: (course) => <Title {...course} />,
    },
  ];
  if (admin) {
    columns.push({
      key: "stop",
      header: <span className="visually-hidden">{t("classrooms.offer.stop")}</span>,
      align: "end",
      render: (course) => (
        <Button kind="plain" onClick={() => setOpen(course)}>
          {t("classrooms.offer.stop")}
          <span className="visually-hidden">{course.title}</span>
        </Button>
      ),
    });
  }
  return (
    <>
      {room.courses > 0 && offer ? <Toolbar>{offer}</Toolbar> : null}
      <DataTable
        label={t("classrooms.offer.list")}
        columns={columns}
        rowKey={(course) => course.id}
        query={query}
        empty={
          <EmptyState
            icon={<IconBook2 size={28} />}
            title={t("classrooms.offer.empty")}
            text={t(admin ? "classrooms.offer.emptyText" : "classrooms.offer.emptyTeacher")}
            action={room.courses > 0 ? null : offer}
          />
        }
      />
      {open === "offer" ? (
        <OfferCourse room={room} offered={itemsOf(query.data)} onClose={() => setOpen(null)} />
      ) : open ? (
        <StopCourse room={room} course={open} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

function Title({ title, topic, lessons, minutes }: Course) {
  const t = useT();
  return (
    <span className={styles.person}>
      <strong>{title}</strong>
      <span className={styles.faint}>
        {[topic, t("classrooms.offer.length", { lessons, minutes })].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

function OfferCourse(props: { room: Classroom; offered: Course[]; onClose: () => void }) {
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

function StopCourse(props: { room: Classroom; course: Course; onClose: () => void }) {
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

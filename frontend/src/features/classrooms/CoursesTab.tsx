import { IconBook2, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { Classroom, ClassroomCourse } from "@/api/types";
import { useT } from "@/i18n/context";
import { type Column, DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { Button } from "@/ui/plain/Button";
import { Toolbar } from "@/ui/work/Toolbar";
import { useOrganization } from "../organizations/context";
import styles from "./ClassroomScreen.module.css";
import { CourseMenu } from "./CourseMenu";
import { CourseTerms } from "./CourseTerms";
import { OfferCourse } from "./OfferDialogs";
import { classroomCoursesQuery } from "./queries";

/** What a classroom offers, in the order in which students meet it, and on what terms. */
export function CoursesTab({ room }: { room: Classroom }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(classroomCoursesQuery(id, room.id));
  const [offering, setOffering] = useState(false);
  const offered = itemsOf(query.data);
  const offer = room.deleted_at ? null : (
    <Button onClick={() => setOffering(true)}>
      <IconPlus size={18} aria-hidden="true" />
      {t("classrooms.offer.add")}
    </Button>
  );
  return (
    <>
      {offered.length > 0 && offer ? <Toolbar>{offer}</Toolbar> : null}
      <DataTable
        label={t("classrooms.offer.list")}
        columns={useColumns(room, offered)}
        rowKey={(course) => course.id}
        query={query}
        empty={
          <EmptyState
            icon={<IconBook2 size={28} />}
            title={t("classrooms.offer.empty")}
            text={t("classrooms.offer.emptyText")}
            action={offer}
          />
        }
      />
      {offering ? (
        <OfferCourse room={room} offered={offered} onClose={() => setOffering(false)} />
      ) : null}
    </>
  );
}

function useColumns(room: Classroom, offered: ClassroomCourse[]): Column<ClassroomCourse>[] {
  const t = useT();
  const columns: Column<ClassroomCourse>[] = [
    {
      key: "title",
      header: t("classrooms.offer.course"),
      render: (course) => <Title {...course} />,
    },
    {
      key: "finished",
      header: t("classrooms.offer.finished"),
      align: "end",
      from: "tablet",
      render: ({ finished, students }) => t("classrooms.offer.finishedOf", { finished, students }),
    },
  ];
  if (room.deleted_at) return columns;
  return [
    ...columns,
    {
      key: "more",
      header: <span className="visually-hidden">{t("classrooms.offer.terms")}</span>,
      align: "end",
      render: (course) => <CourseMenu room={room} course={course} offered={offered} />,
    },
  ];
}

function Title(course: ClassroomCourse) {
  const t = useT();
  const { title, topic, lessons, minutes } = course;
  return (
    <span className={styles.person}>
      <strong>{title}</strong>
      <span className={styles.faint}>
        {[topic, t("classrooms.offer.length", { lessons, minutes })].filter(Boolean).join(" · ")}
      </span>
      <CourseTerms course={course} />
    </span>
  );
}

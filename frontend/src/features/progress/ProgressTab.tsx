import { Select } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { itemsOf } from "@/api/list";
import type { Classroom } from "@/api/types";
import { useT } from "@/i18n/context";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { RowsSkeleton } from "@/ui/Skeletons";
import { classroomCoursesQuery } from "../classrooms/queries";
import { useOrganization } from "../organizations/context";
import { CourseFigures } from "./CourseFigures";
import { CourseStudents } from "./CourseStudents";
import { MissedQuestions } from "./MissedQuestions";
import styles from "./progress.module.css";

/** How the classroom is doing in its courses, one at a time; it moves by itself. */
export function ProgressTab({ room }: { room: Classroom }) {
  const t = useT();
  const { id } = useOrganization();
  const query = useInfiniteQuery(classroomCoursesQuery(id, room.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const [state, setState] = useState<string | null>(null);
  if (query.isPending) return <RowsSkeleton />;
  if (query.isError && !query.data) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  const courses = itemsOf(query.data);
  const course = courses.find((each) => each.id === chosen) ?? courses[0];
  if (!course) {
    return (
      <EmptyState
        icon={<IconChartBar size={28} />}
        title={t("progress.noCourse")}
        text={t("progress.noCourseText")}
      />
    );
  }
  const path = { organization_id: id, classroom_id: room.id, course_id: course.id };
  return (
    <div className={styles.stack}>
      {courses.length > 1 ? (
        <Select
          label={t("progress.course")}
          data={courses.map(({ id: value, title: label }) => ({ value, label }))}
          value={course.id}
          onChange={setChosen}
          allowDeselect={false}
          maw={420}
        />
      ) : null}
      <CourseFigures path={path} title={course.title} />
      <CourseStudents key={course.id} path={path} state={state} onState={setState} />
      <MissedQuestions path={path} />
    </div>
  );
}

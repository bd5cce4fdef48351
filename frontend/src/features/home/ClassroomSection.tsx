import { Link } from "@tanstack/react-router";
import type { MyClassroom, TakenCourse } from "@/api/types";
import { useT } from "@/i18n/context";
import { classroomColor } from "@/lib/classroomColor";
import styles from "./ClassroomSection.module.css";
import { CourseRows } from "./CourseRows";

/** The courses of a classroom in its order, as one is enrolled in them. */
export function coursesOf(classroom: MyClassroom, taken: TakenCourse[]): TakenCourse[] {
  return classroom.courses.flatMap(
    ({ course_id }) =>
      taken.find(
        (course) =>
          course.course_id === course_id && course.organization.id === classroom.organization.id,
      ) ?? [],
  );
}

/** A classroom on the home page, with its courses. */
export function ClassroomSection(props: { classroom: MyClassroom; taken: TakenCourse[] }) {
  const { classroom, taken } = props;
  const t = useT();
  const courses = coursesOf(classroom, taken);
  return (
    <article
      className={styles.classroom}
      style={{ "--color": classroomColor(classroom.color) } as React.CSSProperties}
    >
      <header>
        <h3>
          <Link to="/classrooms/$classroom" params={{ classroom: classroom.id }}>
            {classroom.name}
          </Link>
        </h3>
        <p>{classroom.organization.name}</p>
      </header>
      {courses.length > 0 ? (
        <CourseRows courses={courses} />
      ) : (
        <p className={styles.none}>{t("home.noCourses")}</p>
      )}
    </article>
  );
}

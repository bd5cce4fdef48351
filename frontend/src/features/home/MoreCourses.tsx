import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { CourseList } from "./CourseList";
import { myClassrooms, myEnrollments } from "./queries";
import styles from "./screens.module.css";

/** Courses that come with no classroom: offered to everyone, or kept from an earlier one. */
export function MoreCourses() {
  const t = useT();
  const classrooms = useInfiniteQuery(myClassrooms());
  const enrollments = useInfiniteQuery(myEnrollments());
  if (!classrooms.isSuccess || !enrollments.isSuccess) return null;
  const shown = new Set(
    itemsOf(classrooms.data).flatMap((each) => each.courses.map((course) => course.course_id)),
  );
  const others = itemsOf(enrollments.data).filter((each) => !shown.has(each.course.id));
  if (others.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t("home.more")}</h2>
      <CourseList
        level="h3"
        courses={others.map(({ course, organization }) => ({
          ...course,
          from: t("home.from", { organization: organization.name }),
        }))}
      />
    </section>
  );
}

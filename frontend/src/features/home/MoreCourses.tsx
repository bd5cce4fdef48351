import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import { useT } from "@/i18n/context";
import { coursesOf } from "./ClassroomSection";
import { CourseRows } from "./CourseRows";
import { myClassrooms, myCourses } from "./queries";
import styles from "./screens.module.css";

/** Courses that come with no classroom: offered to everyone, or kept from an earlier one. */
export function MoreCourses() {
  const t = useT();
  const classrooms = useInfiniteQuery(myClassrooms());
  const courses = useInfiniteQuery(myCourses());
  if (!classrooms.isSuccess || !courses.isSuccess) return null;
  const all = itemsOf(courses.data);
  const shown = new Set(itemsOf(classrooms.data).flatMap((each) => coursesOf(each, all)));
  const others = all.filter((course) => !shown.has(course));
  if (others.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t("home.more")}</h2>
      <CourseRows courses={others} from />
    </section>
  );
}

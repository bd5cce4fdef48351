import { IconCircle, IconCircleCheckFilled, IconCircleHalf2, IconLock } from "@tabler/icons-react";
import type { TakenCoursePage, TakenLesson } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { lessonPath } from "./address";
import { CourseLink } from "./CourseLink";
import styles from "./LessonList.module.css";

/** The lessons in order, each with how far one is in it. */
export function LessonList({ course }: { course: TakenCoursePage }) {
  return (
    <ol className={styles.list}>
      {course.lessons_list.map((lesson) => (
        <li key={lesson.position}>
          <Row course={course} lesson={lesson} />
        </li>
      ))}
    </ol>
  );
}

function Row({ course, lesson }: { course: TakenCoursePage; lesson: TakenLesson }) {
  const t = useCourseT();
  const isNext = course.access === "open" && course.next?.position === lesson.position;
  const readable = !lesson.locked && (course.access === "open" || course.completed_at !== null);
  const facts = [
    stateWord(),
    t("learning.minutes", { count: lesson.minutes }),
    lesson.has_quiz ? t("learning.quiz") : "",
  ].filter(Boolean);
  const inside = (
    <>
      <Mark lesson={lesson} />
      <span className={styles.text}>
        <strong lang={course.language}>
          {lesson.position}. {lesson.title}
        </strong>
        <span className={styles.facts}>{facts.join(" · ")}</span>
      </span>
    </>
  );
  if (!readable) return <span className={styles.row}>{inside}</span>;
  return (
    <CourseLink
      href={lessonPath(course.enrollment_id, lesson.position)}
      className={styles.row}
      data-next={isNext || undefined}
    >
      {inside}
    </CourseLink>
  );

  function stateWord() {
    if (lesson.finished) return t("learning.lesson.finished");
    if (lesson.locked) return t("learning.lesson.locked");
    if (isNext) return t("learning.lesson.next");
    return lesson.opened ? t("learning.lesson.opened") : "";
  }
}

function Mark({ lesson }: { lesson: TakenLesson }) {
  const props = { size: 24, "aria-hidden": true, className: styles.mark };
  if (lesson.finished) return <IconCircleCheckFilled {...props} data-done />;
  if (lesson.locked) return <IconLock {...props} stroke={1.75} />;
  if (lesson.opened) return <IconCircleHalf2 {...props} stroke={1.75} />;
  return <IconCircle {...props} stroke={1.75} />;
}

import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { TakenCourse } from "@/api/types";
import { useT } from "@/i18n/context";
import { ButtonLink } from "@/ui/plain/Button";
import { nextCourse, todayHere, useDueWords } from "../learning/courseState";
import styles from "./NextStep.module.css";
import { myCourses } from "./queries";

/** The one thing to do next: go on where one was, or begin what is due. Nothing when there is nothing. */
export function NextStep({ among }: { among?: (course: TakenCourse) => boolean }) {
  const t = useT();
  const dueWords = useDueWords();
  const courses = itemsOf(useInfiniteQuery(myCourses()).data);
  const today = todayHere();
  const course = nextCourse(among ? courses.filter(among) : courses, today);
  const next = course?.next;
  if (!course || !next) return null;
  const facts = [
    t("learning.lessonOf", { number: next.position, count: course.lessons }),
    t("learning.minutes", { count: next.minutes }),
    dueWords(course, today),
  ].filter(Boolean);
  return (
    <section className={styles.next} aria-labelledby="next-step">
      <p className={styles.course} lang={course.language}>
        {course.title}
      </p>
      <h2 id="next-step" lang={course.language}>
        {next.title}
      </h2>
      <p className={styles.facts}>{facts.join(" · ")}</p>
      {course.begun_at ? (
        <progress
          max={course.lessons}
          value={course.lessons_finished}
          aria-label={t("learning.state.begun", {
            done: course.lessons_finished,
            count: course.lessons,
          })}
        />
      ) : null}
      <ButtonLink wide href={`/courses/${course.enrollment_id}/${next.position}`}>
        {t(course.begun_at ? "learning.goOn" : "learning.start")}
      </ButtonLink>
    </section>
  );
}

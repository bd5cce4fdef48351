import type { OpenLesson } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { Button } from "@/ui/plain/Button";
import { coursePath, go, lessonPath, quizPath } from "./address";
import { CourseLink } from "./CourseLink";
import styles from "./NextStep.module.css";

interface Props {
  lesson: OpenLesson;
  finished: boolean;
  /** Tells the server that the text was read to its end. */
  onFinish: () => void;
}

/** Where one goes after a lesson: to the next unfinished one, else to the course, which is then done. */
export function pathAfter({ course, position }: OpenLesson): string {
  const { enrollment_id, next, completed_at } = course;
  if (completed_at) return coursePath(enrollment_id);
  if (next && next.position !== position) return lessonPath(enrollment_id, next.position);
  // Without a connection the server could not say yet what is next.
  if (position < course.lessons) return lessonPath(enrollment_id, position + 1);
  return coursePath(enrollment_id);
}

/** The big button under a lesson. */
export function NextStep({ lesson, finished, onFinish }: Props) {
  const t = useCourseT();
  const { course, quiz, position } = lesson;
  if (finished) return <Onward lesson={lesson} />;
  // What is closed can be read, if it is finished, and no more.
  if (course.access !== "open") return <Onward lesson={lesson} />;
  if (quiz) {
    const none = quiz.attempts_left === 0 && quiz.verdicts.length === 0;
    if (none) {
      return (
        <>
          <p className={styles.note}>{t("learning.result.none")}</p>
          <CourseLink button="action" wide href={coursePath(course.enrollment_id)}>
            {t("learning.toCourse")}
          </CourseLink>
        </>
      );
    }
    const word = quiz.verdicts.length > 0 ? "quizOn" : quiz.last ? "quizAgain" : "quiz";
    return (
      <CourseLink button="action" wide href={quizPath(course.enrollment_id, position)}>
        {t(`learning.next.${word}`)}
      </CourseLink>
    );
  }
  const isLast = course.lessons_finished + 1 >= course.lessons;
  return (
    <Button
      wide
      onClick={() => {
        onFinish();
        go(isLast ? coursePath(course.enrollment_id) : pathAfter(lesson));
      }}
    >
      {t(isLast ? "learning.next.finishCourse" : "learning.next.finish")}
    </Button>
  );
}

/** On to what comes next, once a lesson is done. */
export function Onward({ lesson }: { lesson: OpenLesson }) {
  const t = useCourseT();
  const { course, position } = lesson;
  const path = pathAfter(lesson);
  if (course.completed_at) {
    return (
      <CourseLink button="action" wide href={path}>
        {t("learning.next.certificate")}
      </CourseLink>
    );
  }
  const title = course.next && course.next.position !== position ? course.next.title : null;
  return (
    <CourseLink button="action" wide href={path}>
      {title ? (
        <span className={styles.upNext}>{t("learning.next.upNext", { title })}</span>
      ) : (
        t(path === coursePath(course.enrollment_id) ? "learning.toCourse" : "learning.next.lesson")
      )}
    </CourseLink>
  );
}

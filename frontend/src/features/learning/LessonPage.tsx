import { useEffect, useRef } from "react";
import type { OpenLesson } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { PageTitle } from "@/ui/PageTitle";
import { Prose } from "@/ui/plain/Prose";
import { coursePath, quizPath } from "./address";
import { CourseLink } from "./CourseLink";
import { canBeTaken } from "./courseState";
import { fetchAhead, useCourse, useLesson } from "./desk";
import { Frame, Title } from "./Frame";
import styles from "./LessonPage.module.css";
import { Loading } from "./Loading";
import { NextStep } from "./NextStep";
import { Quiz, resultOnly } from "./Quiz";
import { LockedLesson, NotHere, RefusedCourse } from "./Refused";
import { useWaiting } from "./useNews";
import { useReading } from "./useReading";

interface Props {
  enrollment: string;
  position: number;
  /** Its quiz is open. */
  quiz: boolean;
}

export function LessonPage({ enrollment, position, quiz }: Props) {
  const { value: lesson, problem, reload } = useLesson(enrollment, position);
  if (problem?.status === 404) return <NotHere />;
  if (problem?.code === "lesson-locked") return <LockedLesson enrollment={enrollment} />;
  if (problem?.status === 409) return <Refused enrollment={enrollment} />;
  if (!lesson && problem) {
    return (
      <Frame above={<Above enrollment={enrollment} />}>
        <ErrorState page error={problem} onRetry={reload} />
      </Frame>
    );
  }
  return lesson ? <Lesson enrollment={enrollment} lesson={lesson} quiz={quiz} /> : <Loading />;
}

function Lesson(props: { enrollment: string; lesson: OpenLesson; quiz: boolean }) {
  const { enrollment, lesson } = props;
  const inQuiz = props.quiz && lesson.quiz !== null;
  const text = useRef<HTMLDivElement>(null);
  const { finish } = useReading(enrollment, lesson, text, !inQuiz);
  const finishing = useWaiting().some(
    ({ task }) =>
      task.kind === "progress" &&
      task.enrollment === enrollment &&
      task.position === lesson.position &&
      task.told.finished,
  );
  const { lessons } = lesson.course;
  useEffect(() => {
    // When the text is there, and there is nothing better to do.
    const timer = setTimeout(() => {
      if (lesson.position < lessons) fetchAhead(enrollment, lesson.position + 1);
    }, 1500);
    return () => clearTimeout(timer);
  }, [enrollment, lesson.position, lessons]);

  if (inQuiz && lesson.quiz) {
    return (
      <Quiz
        enrollment={enrollment}
        lesson={lesson}
        quiz={lesson.quiz}
        above={<Above enrollment={enrollment} lesson={lesson} />}
      />
    );
  }
  return (
    <Frame
      above={<Above enrollment={enrollment} lesson={lesson} />}
      bar={<NextStep lesson={lesson} finished={lesson.finished || finishing} onFinish={finish} />}
    >
      <PageTitle title={lesson.title} />
      <article className={styles.lesson}>
        <Title>
          <span lang={lesson.course.language}>{lesson.title}</span>
        </Title>
        <Prose ref={text} html={lesson.html} lang={lesson.course.language} />
        <MyAnswers enrollment={enrollment} lesson={lesson} />
      </article>
    </Frame>
  );
}

/** The way back to a quiz that is over. */
function MyAnswers({
  enrollment,
  lesson: { quiz, position },
}: {
  enrollment: string;
  lesson: OpenLesson;
}) {
  const t = useCourseT();
  if (!quiz || !resultOnly(quiz)) return null;
  return (
    <CourseLink href={quizPath(enrollment, position)}>{t("learning.next.answers")}</CourseLink>
  );
}

function Above({ enrollment, lesson }: { enrollment: string; lesson?: OpenLesson }) {
  const t = useCourseT();
  const { course, position = 0 } = lesson ?? {};
  return (
    <div className={styles.above}>
      <CourseLink href={coursePath(enrollment)} lang={course?.language}>
        {course?.title ?? t("learning.toCourse")}
      </CourseLink>
      {course ? (
        <span>{t("learning.lessonOf", { number: position, count: course.lessons })}</span>
      ) : null}
    </div>
  );
}

/** The course does not let anybody in now: why, with its day. */
function Refused({ enrollment }: { enrollment: string }) {
  const t = useCourseT();
  const { value: course, problem, reload } = useCourse(enrollment);
  if (!course && !problem) return <Loading />;
  return (
    <Frame
      bar={
        <CourseLink button="action" wide href={coursePath(enrollment)}>
          {t("learning.toCourse")}
        </CourseLink>
      }
    >
      {course ? <PageTitle title={course.title} /> : null}
      {course && !canBeTaken(course) ? <RefusedCourse course={course} level="h1" /> : null}
      {problem ? <ErrorState page error={problem} onRetry={reload} /> : null}
    </Frame>
  );
}

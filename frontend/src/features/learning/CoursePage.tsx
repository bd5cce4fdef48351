import type { TakenCoursePage } from "@/api/types";
import { useCourseT } from "@/i18n/context";
import { ErrorState } from "@/ui/ErrorState";
import { PageTitle } from "@/ui/PageTitle";
import { ButtonLink } from "@/ui/plain/Button";
import { Prose } from "@/ui/plain/Prose";
import { coursePath, lessonPath } from "./address";
import { CourseLink } from "./CourseLink";
import styles from "./CoursePage.module.css";
import { stateOf, todayHere, useCourseWords, useDueWords } from "./courseState";
import { Done } from "./Done";
import { useCourse } from "./desk";
import { Frame, Title } from "./Frame";
import { LessonList } from "./LessonList";
import { Loading } from "./Loading";
import { NotHere, RefusedCourse } from "./Refused";
import { useScrollUp } from "./useScrollUp";

/** What a course is, how far one is, and one button. */
export function CoursePage({ enrollment }: { enrollment: string }) {
  const { value: course, problem, reload } = useCourse(enrollment);
  useScrollUp(course !== undefined);
  if (problem?.status === 404) return <NotHere />;
  if (!course && problem) {
    return (
      <Frame>
        <ErrorState page error={problem} onRetry={reload} />
      </Frame>
    );
  }
  return course ? <Opened course={course} /> : <Loading />;
}

function Opened({ course }: { course: TakenCoursePage }) {
  const t = useCourseT();
  const state = stateOf(course);
  const refused = ["not-yet", "closed", "not-offered", "empty"].includes(state);
  return (
    <Frame bar={<NextButton course={course} />}>
      <PageTitle title={course.title} />
      <div className={styles.page}>
        {state === "finished" ? <Done course={course} /> : <Head course={course} />}
        {refused ? <RefusedCourse course={course} level="h2" /> : null}
        {course.lessons > 0 ? (
          <section className={styles.section}>
            <h2>{t("learning.list")}</h2>
            <LessonList course={course} />
          </section>
        ) : null}
        {course.about_html ? (
          <section className={styles.section}>
            <h2>{t("learning.about")}</h2>
            <Prose html={course.about_html} lang={course.language} />
          </section>
        ) : null}
      </div>
    </Frame>
  );
}

function Head({ course }: { course: TakenCoursePage }) {
  const t = useCourseT();
  const words = useCourseWords();
  const due = useDueWords()(course, todayHere());
  const facts = [
    course.organization.name,
    words(course),
    course.minutes_left > 0 ? t("learning.state.minutesLeft", { count: course.minutes_left }) : "",
    due,
  ].filter(Boolean);
  return (
    <div className={styles.head}>
      <Title>
        <span lang={course.language}>{course.title}</span>
      </Title>
      <p className={styles.summary} lang={course.language}>
        {course.summary}
      </p>
      {course.begun_at ? (
        <progress max={course.lessons} value={course.lessons_finished} aria-label={words(course)} />
      ) : null}
      <p className={styles.facts}>{facts.join(" · ")}</p>
    </div>
  );
}

function NextButton({ course }: { course: TakenCoursePage }) {
  const t = useCourseT();
  const state = stateOf(course);
  if (state === "finished" || !course.next) {
    return (
      <ButtonLink wide href="/home">
        {t("learning.toHome")}
      </ButtonLink>
    );
  }
  if (state !== "begun" && state !== "fresh") {
    return (
      <ButtonLink wide kind="quiet" href="/home">
        {t("learning.toHome")}
      </ButtonLink>
    );
  }
  return (
    <CourseLink button="action" wide href={lessonPath(course.enrollment_id, course.next.position)}>
      {state === "fresh"
        ? t("learning.start")
        : t("learning.goOnWith", { number: course.next.position })}
    </CourseLink>
  );
}

/** The way back to the course, above a lesson. */
export function ToCourse({ enrollment }: { enrollment: string }) {
  const t = useCourseT();
  return <CourseLink href={coursePath(enrollment)}>{t("learning.toCourse")}</CourseLink>;
}

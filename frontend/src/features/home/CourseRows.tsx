import {
  IconChevronRight,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleHalf2,
  IconLock,
} from "@tabler/icons-react";
import type { TakenCourse } from "@/api/types";
import { useT } from "@/i18n/context";
import {
  type CourseState,
  stateOf,
  todayHere,
  useCourseWords,
  useDueWords,
} from "../learning/courseState";
import styles from "./CourseRows.module.css";

const MARKS: Record<CourseState, typeof IconCircle> = {
  finished: IconCircleCheckFilled,
  begun: IconCircleHalf2,
  fresh: IconCircle,
  empty: IconCircle,
  "not-yet": IconLock,
  closed: IconLock,
  "not-offered": IconLock,
};

interface Props {
  courses: TakenCourse[];
  /** With what each is about, and whether it has to be done. */
  full?: boolean;
  /** Whose it is, where that is not said above. */
  from?: boolean;
}

/** Courses one below the other, each with how far one is and by when it is due. */
export function CourseRows({ courses, full, from }: Props) {
  return (
    <ul className={styles.rows}>
      {courses.map((course) => (
        <li key={course.enrollment_id}>
          <Row course={course} full={full} from={from} />
        </li>
      ))}
    </ul>
  );
}

function Row({ course, full, from }: Omit<Props, "courses"> & { course: TakenCourse }) {
  const t = useT();
  const words = useCourseWords();
  const dueWords = useDueWords();
  const state = stateOf(course);
  const Mark = MARKS[state];
  const due = dueWords(course, todayHere());
  const open = state === "begun" || state === "fresh";
  const facts = [
    words(course),
    open ? t("learning.state.minutesLeft", { count: course.minutes_left }) : "",
    full && open ? t(course.required ? "learning.required" : "learning.optional") : "",
    from ? t("home.from", { organization: course.organization.name }) : "",
  ].filter(Boolean);
  return (
    <a href={`/courses/${course.enrollment_id}`} className={styles.row} data-state={state}>
      <Mark size={24} stroke={1.75} aria-hidden="true" className={styles.mark} />
      <span className={styles.text}>
        <strong lang={course.language}>{course.title}</strong>
        {full ? (
          <span className={styles.summary} lang={course.language}>
            {course.summary}
          </span>
        ) : null}
        <span className={styles.facts}>
          {facts.join(" · ")}
          {due ? <span className={styles.due}>{due}</span> : null}
        </span>
      </span>
      <IconChevronRight size={20} stroke={1.75} aria-hidden="true" className={styles.mark} />
    </a>
  );
}

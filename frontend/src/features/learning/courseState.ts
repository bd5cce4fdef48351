import type { TakenCourse } from "@/api/types";
import { useCourseT, useFormat } from "@/i18n/context";

export type CourseState =
  | "finished"
  | "not-yet"
  | "closed"
  | "not-offered"
  | "empty"
  | "begun"
  | "fresh";

type Facts = Pick<
  TakenCourse,
  "access" | "completed_at" | "begun_at" | "lessons" | "due_on" | "seen_at" | "required"
>;

export function stateOf(course: Facts): CourseState {
  if (course.completed_at) return "finished";
  if (course.access !== "open") return course.access;
  if (course.lessons === 0) return "empty";
  return course.begun_at ? "begun" : "fresh";
}

export const canBeTaken = (course: Facts): boolean => ["begun", "fresh"].includes(stateOf(course));

const DAY = 86_400_000;

/**
 * The one course to go on with: what is due within three days (or was), else where one was last, else what
 * has to be done, by its date.
 */
export function nextCourse<C extends Facts>(courses: C[], today: string): C | undefined {
  const soon = new Date(Date.parse(today) + 3 * DAY).toISOString().slice(0, 10);
  const rank = (course: C): [number, string] => {
    if (course.due_on && course.due_on <= soon) return [0, course.due_on];
    // Newest first: as a text, the later instant has to come before the earlier one.
    if (course.seen_at) return [1, String(1e15 - Date.parse(course.seen_at))];
    if (course.required) return [2, course.due_on ?? "9999"];
    return [3, course.due_on ?? "9999"];
  };
  return courses.filter(canBeTaken).sort((one, other) => {
    const [first, second] = [rank(one), rank(other)];
    return first[0] - second[0] || first[1].localeCompare(second[1]);
  })[0];
}

/** How far a course is, in words. */
export function useCourseWords() {
  const t = useCourseT();
  const format = useFormat();
  return (course: TakenCourse): string => {
    const state = stateOf(course);
    if (state === "not-yet") {
      return t("learning.state.not-yet", { date: format.date(course.opens_on ?? "") });
    }
    if (state === "closed") {
      return t("learning.state.closed", { date: format.date(course.closes_on ?? "") });
    }
    if (state === "begun") {
      return t("learning.state.begun", { done: course.lessons_finished, count: course.lessons });
    }
    return t(`learning.state.${state}`);
  };
}

/** By when it is to be done, or nothing. */
export function useDueWords() {
  const t = useCourseT();
  const format = useFormat();
  return (course: TakenCourse, today: string): string | null => {
    const { due_on } = course;
    if (!due_on || !canBeTaken(course)) return null;
    if (due_on === today) return t("learning.state.dueToday");
    const date = format.day(due_on, today);
    return t(due_on < today ? "learning.state.overdue" : "learning.state.due", { date });
  };
}

/** The reader's own day. */
export function todayHere(now = new Date()): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import type { Answered, OpenLesson, TakenCourse, TakenCoursePage } from "@/api/types";
import type { Kept } from "./outbox";

/**
 * What was opened in this tab: it stays readable without a connection, and opens at once when one comes back
 * to it. Answers of the server that come with what was sent are laid on top.
 */
const papers = new Map<string, unknown>();
const versions = new Map<string, number>();
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function lay(key: string, paper: unknown) {
  papers.set(key, paper);
  versions.set(key, (versions.get(key) ?? 0) + 1);
  for (const listener of listeners) listener();
}

/** Loads a paper; one that was changed meanwhile by something newer is left as it is. */
async function load<T>(key: string, fetchIt: () => Promise<T>): Promise<void> {
  const version = versions.get(key);
  const paper = await fetchIt();
  if (versions.get(key) === version) lay(key, paper);
}

const courseKey = (enrollment: string) => enrollment;
const lessonKey = (enrollment: string, position: number) => `${enrollment}/${position}`;

const loadCourse = (enrollment_id: string) =>
  load(courseKey(enrollment_id), () =>
    api.get("/me/courses/{enrollment_id}", { path: { enrollment_id } }),
  );

const loadLesson = (enrollment_id: string, position: number) =>
  load(lessonKey(enrollment_id, position), () =>
    api.get("/me/courses/{enrollment_id}/lessons/{position}", {
      path: { enrollment_id, position },
    }),
  );

/** Fetches the lesson that probably comes next, so that it opens without a connection too. */
export function fetchAhead(enrollment: string, position: number): void {
  if (!papers.has(lessonKey(enrollment, position))) {
    loadLesson(enrollment, position).catch(() => {});
  }
}

export interface Loaded<T> {
  value: T | undefined;
  /** Why there is nothing to show. */
  problem: Problem | null;
  reload: () => void;
}

function useLoaded<T>(key: string, loadIt: () => Promise<void>): Loaded<T> {
  const value = useSyncExternalStore(subscribe, () => papers.get(key)) as T | undefined;
  const [failed, setFailed] = useState<{ key: string; problem: Problem } | null>(null);
  const reload = useCallback(() => {
    setFailed(null);
    loadIt().catch((error: unknown) => setFailed({ key, problem: asProblem(error) }));
  }, [key, loadIt]);
  useEffect(reload, [reload]);
  useEffect(() => {
    window.addEventListener("online", reload);
    return () => window.removeEventListener("online", reload);
  }, [reload]);
  const problem = failed?.key === key ? failed.problem : null;
  // What is on the desk is worth more than the news that the newest could not be had, unless it was refused.
  const hidden = value !== undefined && problem !== null && problem.status === 0;
  return { value, problem: hidden ? null : problem, reload };
}

export function useCourse(enrollment: string): Loaded<TakenCoursePage> {
  const loadIt = useCallback(() => loadCourse(enrollment), [enrollment]);
  return useLoaded(courseKey(enrollment), loadIt);
}

export function useLesson(enrollment: string, position: number): Loaded<OpenLesson> {
  const loadIt = useCallback(() => loadLesson(enrollment, position), [enrollment, position]);
  return useLoaded(lessonKey(enrollment, position), loadIt);
}

/** Lays on the desk what the server answered to something that was sent. */
export function hearSent({ task }: Kept, answer: unknown): void {
  const key = lessonKey(task.enrollment, task.position);
  const lesson = papers.get(key) as OpenLesson | undefined;
  if (task.kind === "answer") {
    const { quiz, lesson_finished, course } = answer as Answered;
    if (lesson) lay(key, { ...lesson, quiz, course, finished: lesson_finished });
    updateCourse(course, task.position, lesson_finished);
    return;
  }
  const course = answer as TakenCourse;
  const { place, seconds, finished } = task.told;
  if (lesson) {
    lay(key, {
      ...lesson,
      course,
      place: place ?? lesson.place,
      seconds: Math.max(lesson.seconds, seconds ?? 0),
      finished: lesson.finished || finished === true,
    });
  }
  updateCourse(course, task.position, finished === true);
}

function updateCourse(course: TakenCourse, position: number, finished: boolean) {
  const key = courseKey(course.enrollment_id);
  const page = papers.get(key) as TakenCoursePage | undefined;
  if (!page) return;
  const lessons_list = page.lessons_list.map((lesson) => ({
    ...lesson,
    opened: lesson.opened || lesson.position === position,
    finished: lesson.finished || (finished && lesson.position === position),
    locked: lesson.locked && lesson.position !== course.next?.position,
  }));
  lay(key, { ...page, ...course, lessons_list });
}

/** Asks anew for what the server saw differently. */
export function hearRefused({ task }: Kept): void {
  loadLesson(task.enrollment, task.position).catch(() => {});
  loadCourse(task.enrollment).catch(() => {});
}

import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import { saveFile } from "@/lib/saveFile";

const COURSE = "/organizations/{organization_id}/classrooms/{classroom_id}/courses/{course_id}";

/** A course in a classroom, watched. */
export interface Watched {
  organization_id: string;
  classroom_id: string;
  course_id: string;
}

export type Who = "not-begun" | "stuck";

const keyOf = ({ organization_id, classroom_id, course_id }: Watched, ...more: unknown[]) =>
  ["organizations", organization_id, "progress", classroom_id, course_id, ...more] as const;

export const figuresQuery = (path: Watched) =>
  queryOptions({
    queryKey: keyOf(path, "figures"),
    queryFn: ({ signal }) => api.get(`${COURSE}/progress`, { path: { ...path }, signal }),
  });

export const courseStudentsQuery = (path: Watched, state: string | undefined) =>
  listOptions(keyOf(path, "students"), `${COURSE}/progress/students`, {
    path: { ...path },
    query: { state },
  });

export const questionsQuery = (path: Watched) =>
  listOptions(keyOf(path, "questions"), `${COURSE}/progress/questions`, {
    path: { ...path },
    query: { limit: 5 },
  });

/** Who would get a mail now; nothing is sent. */
export const nudgesQuery = (path: Watched, who: Who) =>
  queryOptions({
    queryKey: keyOf(path, "nudges", who),
    queryFn: ({ signal }) =>
      api.get(`${COURSE}/nudges`, { path: { ...path }, query: { who }, signal }),
    retry: false,
    staleTime: 0,
  });

/** What can be done for the students of a watched course. */
export function progressActions(path: Watched) {
  return {
    nudge: (who: Who, idempotencyKey: string) =>
      api.post(`${COURSE}/nudges`, { path: { ...path }, body: { who }, idempotencyKey }),
    nudgeOne: (student_id: string, idempotencyKey: string) =>
      api.post(`${COURSE}/nudges`, {
        path: { ...path },
        body: { student_ids: [student_id] },
        idempotencyKey,
      }),
    giveAttempt: (student_id: string, lesson_key: string, idempotencyKey: string) =>
      api.post(`${COURSE}/extra-attempts`, {
        path: { ...path },
        body: { student_id, lesson_key },
        idempotencyKey,
      }),
    async save() {
      const sheet = await api.getFile(`${COURSE}/progress.csv`, { path: { ...path } });
      saveFile(sheet.content, sheet.name);
    },
  };
}

import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { Audience, ClassroomCourse, ClassroomKind, NewClassroom } from "@/api/types";

const PATH = "/organizations/{organization_id}/classrooms";
const ONE = `${PATH}/{classroom_id}` as const;

export interface ClassroomFilter {
  q?: string;
  kind?: ClassroomKind;
  audience?: Audience;
  deleted?: boolean;
}

const keyOf = (organization_id: string, ...more: string[]) => [
  "organizations",
  organization_id,
  "classrooms",
  ...more,
];

export const classroomsQuery = (organization_id: string, filter: ClassroomFilter = {}) =>
  listOptions(keyOf(organization_id), PATH, {
    path: { organization_id },
    query: { ...filter },
  });

export const classroomQuery = (organization_id: string, classroom_id: string) =>
  queryOptions({
    queryKey: keyOf(organization_id, classroom_id),
    queryFn: ({ signal }) =>
      api.getVersioned(ONE, { path: { organization_id, classroom_id }, signal }),
  });

export const membersQuery = (
  organization_id: string,
  classroom_id: string,
  filter: { q?: string; sort?: "joined_at" | "display_name" },
) =>
  listOptions(keyOf(organization_id, classroom_id, "members"), `${ONE}/members`, {
    path: { organization_id, classroom_id },
    query: { ...filter },
  });

export const blocksQuery = (organization_id: string, classroom_id: string) =>
  listOptions(keyOf(organization_id, classroom_id, "blocks"), `${ONE}/blocks`, {
    path: { organization_id, classroom_id },
  });

export const classroomCoursesQuery = (organization_id: string, classroom_id: string) =>
  listOptions(keyOf(organization_id, classroom_id, "courses"), `${ONE}/courses`, {
    path: { organization_id, classroom_id },
  });

export const classroomStaffQuery = (organization_id: string, classroom_id: string) =>
  listOptions(keyOf(organization_id, classroom_id, "staff"), `${ONE}/staff`, {
    path: { organization_id, classroom_id },
    query: { limit: 200 },
  });

/** On what terms a classroom offers a course. */
export type Terms = Pick<
  ClassroomCourse,
  "opens_on" | "due_on" | "closes_on" | "required" | "sequential"
>;

/** What can be done to classrooms of one organization. */
export function classroomActions(organization_id: string) {
  const at = (classroom_id: string) => ({ path: { organization_id, classroom_id } });
  const below = <More extends Record<string, string>>(classroom_id: string, more: More) => ({
    path: { organization_id, classroom_id, ...more },
  });
  return {
    create: (body: NewClassroom, idempotencyKey: string) =>
      api.post(PATH, { path: { organization_id }, body, idempotencyKey }),
    change: (id: string, body: Partial<NewClassroom>, ifMatch?: string) =>
      api.patch(ONE, { ...at(id), body, ifMatch }),
    load: (id: string) => api.getVersioned(ONE, at(id)),
    remove: (id: string) => api.delete(ONE, at(id)),
    restore: (id: string) => api.post(`${ONE}/restore`, at(id)),
    addMember: (id: string, student_id: string, idempotencyKey: string) =>
      api.post(`${ONE}/members`, { ...at(id), body: { student_id }, idempotencyKey }),
    removeMember: (id: string, student_id: string) =>
      api.delete(`${ONE}/members/{student_id}`, below(id, { student_id })),
    block: (id: string, student_id: string) =>
      api.put(`${ONE}/members/{student_id}/block`, below(id, { student_id })),
    liftBlock: (id: string, student_id: string) =>
      api.delete(`${ONE}/members/{student_id}/block`, below(id, { student_id })),
    offerCourse: (id: string, course_id: string) =>
      api.put(`${ONE}/courses/{course_id}`, below(id, { course_id })),
    changeTerms: (id: string, course_id: string, body: Partial<Terms>) =>
      api.patch(`${ONE}/courses/{course_id}`, { ...below(id, { course_id }), body }),
    orderCourses: (id: string, course_ids: string[]) =>
      api.put(`${ONE}/course-order`, { ...at(id), body: { course_ids } }),
    stopCourse: (id: string, course_id: string) =>
      api.delete(`${ONE}/courses/{course_id}`, below(id, { course_id })),
    assign: (id: string, staff_id: string) =>
      api.put(`${ONE}/staff/{staff_id}`, below(id, { staff_id })),
    takeOff: (id: string, staff_id: string) =>
      api.delete(`${ONE}/staff/{staff_id}`, below(id, { staff_id })),
  };
}

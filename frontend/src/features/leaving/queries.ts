import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";

const STUDENT = "/organizations/{organization_id}/students/{student_id}" as const;

/** Students who asked to have their accounts deleted, newest first; of one student, if wanted. */
export const departuresQuery = (organization_id: string, student_id?: string) =>
  listOptions(
    ["organizations", organization_id, "departures"],
    "/organizations/{organization_id}/departures",
    { path: { organization_id }, query: student_id ? { student_id } : {} },
  );

/** Whether a student's account will be deleted, and whether the school can have that done. */
export const studentDeletionQuery = (organization_id: string, student_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "students", student_id, "deletion"],
    queryFn: ({ signal }) =>
      api.get(`${STUDENT}/deletion`, { path: { organization_id, student_id }, signal }),
  });

export function leaverActions(organization_id: string, student_id: string) {
  const path = { organization_id, student_id };
  return {
    remove: (idempotencyKey: string) => api.post(`${STUDENT}/deletion`, { path, idempotencyKey }),
    keep: () => api.delete(`${STUDENT}/deletion`, { path }),
    copy: () => api.get(`${STUDENT}/export`, { path }),
  };
}

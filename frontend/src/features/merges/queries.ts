import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";

const HERE = "/organizations/{organization_id}";
const STUDENT = `${HERE}/students/{student_id}` as const;

/** Students who are probably there twice. */
export const duplicatesQuery = (organization_id: string) =>
  listOptions(["organizations", organization_id, "duplicates"], `${HERE}/duplicates`, {
    path: { organization_id },
  });

export const mergesQuery = (organization_id: string, student_id: string) =>
  listOptions(
    ["organizations", organization_id, "students", student_id, "merges"],
    `${STUDENT}/merges`,
    { path: { organization_id, student_id } },
  );

/** What would become of two profiles; never from memory. */
export const previewQuery = (organization_id: string, kept: string, other: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "students", kept, "merge-preview", other],
    queryFn: ({ signal }) =>
      api.get(`${STUDENT}/merge-preview/{other_student_id}`, {
        path: { organization_id, student_id: kept, other_student_id: other },
        signal,
      }),
    gcTime: 0,
  });

export function mergeActions(organization_id: string) {
  return {
    merge: (kept: string, student_id: string, idempotencyKey: string) =>
      api.post(`${STUDENT}/merges`, {
        path: { organization_id, student_id: kept },
        body: { student_id },
        idempotencyKey,
      }),
    undo: (merge_id: string) =>
      api.post(`${HERE}/merges/{merge_id}/undo`, { path: { organization_id, merge_id } }),
    tellApart: (one_id: string, other_id: string) =>
      api.post(`${HERE}/duplicates/dismiss`, {
        path: { organization_id },
        body: { one_id, other_id },
      }),
  };
}

import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { NewCohortClassroom, NewTransfer, StaysShown } from "@/api/types";

const ROOM = "/organizations/{organization_id}/classrooms/{classroom_id}";
const TRANSFER = "/organizations/{organization_id}/transfers/{transfer_id}";

const keyOf = (organization_id: string, classroom_id: string, what: string) => [
  "organizations",
  organization_id,
  "classrooms",
  classroom_id,
  what,
];

/** What moved, copied or removed many students of a classroom at once. */
export const transfersQuery = (organization_id: string, classroom_id: string) =>
  listOptions(keyOf(organization_id, classroom_id, "transfers"), `${ROOM}/transfers`, {
    path: { organization_id, classroom_id },
    query: { limit: 10 },
  });

/** Who came and left. */
export const staysQuery = (
  organization_id: string,
  classroom_id: string,
  filter: { q: string; who: StaysShown },
) =>
  listOptions(keyOf(organization_id, classroom_id, "stays"), `${ROOM}/stays`, {
    path: { organization_id, classroom_id },
    query: filter,
  });

/** Who was there when a day was over. */
export const membersOnQuery = (
  organization_id: string,
  classroom_id: string,
  filter: { q: string; on: string },
) =>
  listOptions(keyOf(organization_id, classroom_id, "on"), `${ROOM}/members`, {
    path: { organization_id, classroom_id },
    query: { ...filter, sort: "display_name" },
  });

export const cohortQuery = (organization_id: string, classroom_id: string) =>
  queryOptions({
    queryKey: keyOf(organization_id, classroom_id, "cohort"),
    queryFn: ({ signal }) =>
      api.get(`${ROOM}/cohort`, { path: { organization_id, classroom_id }, signal }),
  });

/** What can be done to many students at once. */
export function cohortActions(organization_id: string) {
  const at = (classroom_id: string) => ({ path: { organization_id, classroom_id } });
  return {
    transfer: (classroom_id: string, body: NewTransfer, idempotencyKey: string) =>
      api.post(`${ROOM}/transfers`, { ...at(classroom_id), body, idempotencyKey }),
    undo: (transfer_id: string) =>
      api.post(`${TRANSFER}/undo`, { path: { organization_id, transfer_id } }),
    reconstitute: (classroom_id: string, body: NewCohortClassroom, idempotencyKey: string) =>
      api.post(`${ROOM}/reconstitute`, { ...at(classroom_id), body, idempotencyKey }),
  };
}

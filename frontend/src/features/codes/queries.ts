import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { CodePatch, CodeState, NewBatch, NewCode } from "@/api/types";

const PATH = "/organizations/{organization_id}/codes";
const ONE = `${PATH}/{code_id}` as const;

export interface CodeFilter {
  classroom_id?: string;
  state?: CodeState;
  batch_id?: string;
  q?: string;
}

export const codesQuery = (organization_id: string, filter: CodeFilter = {}) =>
  listOptions(["organizations", organization_id, "codes"], PATH, {
    path: { organization_id },
    query: { ...filter },
  });

/** For the form: never from memory, as its version has to be the newest. */
export const codeQuery = (organization_id: string, code_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "codes", code_id],
    queryFn: ({ signal }) => api.getVersioned(ONE, { path: { organization_id, code_id }, signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What it could cost if it leaked, with the version that the ways out are meant for. */
export const exposureQuery = (organization_id: string, code_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "codes", code_id, "exposure"],
    queryFn: ({ signal }) =>
      api.getVersioned(`${ONE}/exposure`, { path: { organization_id, code_id }, signal }),
  });

/** `since`: only those who came then or later. */
export const codeRedemptionsQuery = (organization_id: string, code_id: string, since?: string) =>
  listOptions(
    ["organizations", organization_id, "codes", code_id, "redemptions"],
    `${ONE}/redemptions`,
    { path: { organization_id, code_id }, query: { since } },
  );

/** What would come of making this code: what is wrong with it, and what deserves a second look. */
export const codeCheckQuery = (organization_id: string, body: NewCode) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "codes", "check", body],
    queryFn: ({ signal }) => api.post(`${PATH}/check`, { path: { organization_id }, body, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

const BATCHES = "/organizations/{organization_id}/code-batches";
const BATCH = `${BATCHES}/{batch_id}` as const;

export const batchesQuery = (
  organization_id: string,
  filter: { classroom_id?: string; q?: string } = {},
) =>
  listOptions(["organizations", organization_id, "code-batches"], BATCHES, {
    path: { organization_id },
    query: { ...filter },
  });

export const batchQuery = (organization_id: string, batch_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "code-batches", batch_id],
    queryFn: ({ signal }) =>
      api.getVersioned(BATCH, { path: { organization_id, batch_id }, signal }),
  });

/** What can be done to batches of one organization. */
export function batchActions(organization_id: string) {
  const at = (batch_id: string) => ({ path: { organization_id, batch_id } });
  return {
    create: (body: NewBatch, idempotencyKey: string) =>
      api.post(BATCHES, { path: { organization_id }, body, idempotencyKey }),
    change: (id: string, body: CodeChanges, ifMatch?: string) =>
      api.patch(BATCH, { ...at(id), body, ifMatch }),
    remove: (id: string) => api.delete(BATCH, at(id)),
    load: (id: string) => api.getVersioned(BATCH, at(id)),
    file: (id: string) => api.getFile(`${BATCH}/codes.csv`, at(id)),
  };
}

/** What became of a code, newest first. */
export const codeHistoryQuery = (organization_id: string, code_id: string) =>
  listOptions(["organizations", organization_id, "codes", code_id, "history"], `${ONE}/history`, {
    path: { organization_id, code_id },
  });

const APPROVALS = "/organizations/{organization_id}/approvals";

/** Who waits for staff; for a teacher at their classrooms. */
export const approvalsQuery = (organization_id: string) =>
  listOptions(["organizations", organization_id, "approvals"], APPROVALS, {
    path: { organization_id },
  });

export const approve = (organization_id: string, ids: string[], idempotencyKey: string) =>
  api.post(`${APPROVALS}/approve`, { path: { organization_id }, body: { ids }, idempotencyKey });

export const decline = (organization_id: string, ids: string[]) =>
  api.post(`${APPROVALS}/decline`, { path: { organization_id }, body: { ids } });

/** A merge patch: what is left out stays. */
export type CodeChanges = CodePatch;

/** What can be done to codes of one organization. */
export function codeActions(organization_id: string) {
  const at = (code_id: string) => ({ path: { organization_id, code_id } });
  return {
    create: (body: NewCode, idempotencyKey: string) =>
      api.post(PATH, { path: { organization_id }, body, idempotencyKey }),
    change: (id: string, body: CodeChanges, ifMatch?: string) =>
      api.patch(ONE, { ...at(id), body, ifMatch }),
    remove: (id: string, successor_id?: string, ifMatch?: string) =>
      api.delete(ONE, { ...at(id), query: { successor_id }, ifMatch }),
    rotate: (
      id: string,
      body: { code?: string; name_successor: boolean },
      idempotencyKey: string,
      ifMatch?: string,
    ) => api.post(`${ONE}/rotate`, { ...at(id), body, idempotencyKey, ifMatch }),
    load: (id: string) => api.getVersioned(ONE, at(id)),
  };
}

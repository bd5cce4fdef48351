import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { ImportPatch } from "@/api/types";

const PATH = "/organizations/{organization_id}/imports";
const ONE = `${PATH}/{import_id}` as const;

const keyOf = (organization_id: string, ...more: string[]) => [
  "organizations",
  organization_id,
  "imports",
  ...more,
];

export const importsQuery = (organization_id: string) =>
  listOptions(keyOf(organization_id, "list"), PATH, { path: { organization_id } });

/** Asked again and again while the server works on it. */
export const importQuery = (organization_id: string, import_id: string) =>
  queryOptions({
    queryKey: keyOf(organization_id, import_id),
    queryFn: ({ signal }) =>
      api.getVersioned(ONE, { path: { organization_id, import_id }, signal }),
    refetchInterval: (query) => {
      const state = query.state.data?.value.state;
      return state === "checking" || state === "running" ? 700 : false;
    },
  });

/** `at`: whatever makes the figures others, so that they are asked for again. */
export const previewQuery = (organization_id: string, import_id: string, at: string) =>
  queryOptions({
    queryKey: keyOf(organization_id, import_id, "preview", at),
    queryFn: ({ signal }) =>
      api.get(`${ONE}/preview`, { path: { organization_id, import_id }, signal }),
    placeholderData: (before) => before,
  });

export interface RowFilter {
  outcome?: string;
  result?: string;
  q?: string;
}

export const rowsQuery = (
  organization_id: string,
  import_id: string,
  at: string,
  filter: RowFilter,
) =>
  listOptions(keyOf(organization_id, import_id, "rows", at), `${ONE}/rows`, {
    path: { organization_id, import_id },
    query: { ...filter },
  });

/** What can be done to imports of one organization. */
export function importActions(organization_id: string) {
  const at = (import_id: string) => ({ path: { organization_id, import_id } });
  return {
    send: (
      file: Blob,
      query: { file_name: string; classroom_id?: string },
      idempotencyKey: string,
    ) => api.upload(PATH, { path: { organization_id }, query, file, idempotencyKey }),
    change: (id: string, body: ImportPatch, ifMatch?: string) =>
      api.patch(ONE, { ...at(id), body, ifMatch }),
    decideAll: (id: string, decision: string) =>
      api.post(`${ONE}/decisions`, { ...at(id), body: { decision } }),
    changeRow: (
      id: string,
      number: number,
      body: { decision?: "same" | "other" | "skip" | null; email?: string },
    ) =>
      api.patch(`${ONE}/rows/{number}`, {
        path: { organization_id, import_id: id, number: number as never },
        body,
      }),
    run: (id: string, idempotencyKey: string) =>
      api.post(`${ONE}/run`, { ...at(id), idempotencyKey }),
    cancel: (id: string) => api.post(`${ONE}/cancel`, at(id)),
    discard: (id: string) => api.delete(ONE, at(id)),
    file: (id: string, query: RowFilter) => api.getFile(`${ONE}/rows.csv`, { ...at(id), query }),
  };
}

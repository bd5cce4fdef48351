import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { GuardChanges, Thresholds } from "@/api/types";

const ORGANIZATION = "/organizations/{organization_id}";
const CODE = `${ORGANIZATION}/codes/{code_id}` as const;
const GUARD = `${ORGANIZATION}/leak-guard` as const;

/** What waits for somebody to decide: codes that the guard paused. */
export const openAlertsQuery = (organization_id: string) =>
  listOptions(["organizations", organization_id, "alerts"], `${ORGANIZATION}/alerts`, {
    path: { organization_id },
    query: { open: true },
  });

export const resumeCode = (organization_id: string, code_id: string) =>
  api.post(`${CODE}/resume`, { path: { organization_id, code_id } });

export const keepCodeOff = (organization_id: string, code_id: string) =>
  api.post(`${CODE}/keep-off`, { path: { organization_id, code_id } });

/** For the form: never from memory, as its version has to be the newest. */
export const guardQuery = (organization_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "leak-guard"],
    queryFn: ({ signal }) => loadGuard(organization_id, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const loadGuard = (organization_id: string, signal?: AbortSignal) =>
  api.getVersioned(GUARD, { path: { organization_id }, signal });

export const changeGuard = (organization_id: string, body: GuardChanges, ifMatch?: string) =>
  api.patch(GUARD, { path: { organization_id }, body, ifMatch });

/** What the guard would have done, had these been its thresholds. */
export const rehearsalQuery = (organization_id: string, thresholds: Thresholds) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "rehearsal", thresholds],
    queryFn: ({ signal }) =>
      api.get(`${GUARD}/rehearsal`, {
        path: { organization_id },
        query: { ...thresholds },
        signal,
      }),
    placeholderData: (before) => before,
  });

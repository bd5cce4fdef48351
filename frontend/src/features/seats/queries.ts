import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { LedgerEntry } from "@/api/types";

export const seatsQuery = (organization_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "seats"],
    queryFn: ({ signal }) =>
      api.get("/organizations/{organization_id}/seats", {
        path: { organization_id },
        signal,
      }),
  });

/** Counted anew over everything; asked for again with every change, as all of the organization's. */
export const proofQuery = (organization_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "seats", "proof"],
    queryFn: ({ signal }) =>
      api.get("/organizations/{organization_id}/seats/proof", {
        path: { organization_id },
        signal,
      }),
  });

export interface LedgerFilter {
  kind?: LedgerEntry["kind"];
  student_id?: string;
}

export const ledgerQuery = (organization_id: string, filter: LedgerFilter) =>
  listOptions(
    ["organizations", organization_id, "seats", "ledger"],
    "/organizations/{organization_id}/seats/ledger",
    { path: { organization_id }, query: { ...filter } },
  );

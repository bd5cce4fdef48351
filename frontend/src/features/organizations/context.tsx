import { queryOptions } from "@tanstack/react-query";
import { createContext, use } from "react";
import { api } from "@/api/client";
import type { Organization } from "@/api/types";

/** The organizations the signed-in person has a role in. */
export const organizationsQuery = () =>
  queryOptions({
    queryKey: ["organizations"],
    queryFn: async ({ signal }) =>
      (await api.get("/organizations", { query: { limit: 200 }, signal })).items,
    staleTime: 60_000,
  });

export const OrganizationContext = createContext<Organization | null>(null);

/** The organization of the address, with the reader's role in it. */
export function useOrganization(): Organization {
  const organization = use(OrganizationContext);
  if (!organization) throw new Error("not inside /o/$organization");
  return organization;
}

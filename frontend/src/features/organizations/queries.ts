import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";

const ONE = "/organizations/{organization_id}";

export const overviewQuery = (organization_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "overview"],
    queryFn: ({ signal }) => api.get(`${ONE}/overview`, { path: { organization_id }, signal }),
  });

/** For the form: never from memory, as its version has to be the newest. */
export const organizationQuery = (organization_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "settings"],
    queryFn: ({ signal }) => loadOrganization(organization_id, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const loadOrganization = (organization_id: string, signal?: AbortSignal) =>
  api.getVersioned(ONE, { path: { organization_id }, signal });

export interface OrganizationChanges {
  name?: string;
  time_zone?: string;
  contact_email?: string | null;
  requires_second_factor?: boolean;
}

export const changeOrganization = (
  organization_id: string,
  body: OrganizationChanges,
  ifMatch?: string,
) => api.patch(ONE, { path: { organization_id }, body, ifMatch });

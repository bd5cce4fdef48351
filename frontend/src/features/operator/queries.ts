import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type { NewLicense, NewOrganization, OperatorOrganization } from "@/api/types";

const PATH = "/operator/organizations";
const ONE = `${PATH}/{organization_id}` as const;

export const OPERATOR_KEY = ["operator", "organizations"] as const;

export const operatorOrganizationsQuery = (q: string) =>
  listOptions(OPERATOR_KEY, PATH, { query: { q } });

export const operatorOrganizationQuery = (organization_id: string) =>
  queryOptions({
    queryKey: [...OPERATOR_KEY, organization_id],
    queryFn: ({ signal }) => api.get(ONE, { path: { organization_id }, signal }),
  });

export const licensesQuery = (organization_id: string) =>
  listOptions([...OPERATOR_KEY, organization_id, "licenses"], `${ONE}/licenses`, {
    path: { organization_id },
  });

export const createOrganization = (body: NewOrganization, idempotencyKey: string) =>
  api.post(PATH, { body, idempotencyKey });

export const grantLicense = (organization_id: string, body: NewLicense, idempotencyKey: string) =>
  api.post(`${ONE}/licenses`, { path: { organization_id }, body, idempotencyKey });

export const changeStatus = (organization_id: string, status: OperatorOrganization["status"]) =>
  api.patch(ONE, { path: { organization_id }, body: { status } });

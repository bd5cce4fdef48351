import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { itemsOf, listOptions } from "@/api/list";
import type { StaffMember, TeamRequest } from "@/api/types";
import { useOrganization } from "../organizations/context";

const PATH = "/organizations/{organization_id}/staff";

export const staffQuery = (organization_id: string, limit = 50) =>
  listOptions(["organizations", organization_id, "staff"], PATH, {
    path: { organization_id },
    query: { limit },
  });

export const inviteStaff = (organization_id: string, body: TeamRequest, idempotencyKey: string) =>
  api.post(`${PATH}/invitations`, { path: { organization_id }, body, idempotencyKey });

/** A new link for somebody who has not accepted; the old one ends. */
export const resendToStaff = (organization_id: string, staff_id: string, idempotencyKey: string) =>
  api.post(`${PATH}/{staff_id}/resend`, { path: { organization_id, staff_id }, idempotencyKey });

export const changeStaff = (
  organization_id: string,
  staff_id: string,
  body: { role?: StaffMember["role"]; title?: string },
) => api.patch(`${PATH}/{staff_id}`, { path: { organization_id, staff_id }, body });

export const removeStaff = (organization_id: string, staff_id: string) =>
  api.delete(`${PATH}/{staff_id}`, { path: { organization_id, staff_id } });

export const resetSecondStep = (organization_id: string, staff_id: string) =>
  api.delete(`${PATH}/{staff_id}/second-factor`, { path: { organization_id, staff_id } });

/** The staff to choose from in a form; only admins may see all of it. */
export function useAllStaff(): StaffMember[] {
  const { id, role } = useOrganization();
  const query = useInfiniteQuery({ ...staffQuery(id, 200), enabled: role === "admin" });
  return itemsOf(query.data);
}

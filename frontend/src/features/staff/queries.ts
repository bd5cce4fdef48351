import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { itemsOf, listOptions } from "@/api/list";
import type { NewStaffMember, StaffMember } from "@/api/types";
import { useOrganization } from "../organizations/context";

const PATH = "/organizations/{organization_id}/staff";

export const staffQuery = (organization_id: string, limit = 50) =>
  listOptions(["organizations", organization_id, "staff"], PATH, {
    path: { organization_id },
    query: { limit },
  });

export const addStaff = (organization_id: string, body: NewStaffMember, idempotencyKey: string) =>
  api.post(PATH, { path: { organization_id }, body, idempotencyKey });

export const changeStaff = (
  organization_id: string,
  staff_id: string,
  body: { role?: StaffMember["role"]; title?: string },
) => api.patch(`${PATH}/{staff_id}`, { path: { organization_id, staff_id }, body });

export const removeStaff = (organization_id: string, staff_id: string) =>
  api.delete(`${PATH}/{staff_id}`, { path: { organization_id, staff_id } });

/** The staff to choose from in a form; only admins may see all of it. */
export function useAllStaff(): StaffMember[] {
  const { id, role } = useOrganization();
  const query = useInfiniteQuery({ ...staffQuery(id, 200), enabled: role === "admin" });
  return itemsOf(query.data);
}

import { listOptions } from "@/api/list";

/** Students who asked to have their accounts deleted, newest first; of one student, if wanted. */
export const departuresQuery = (organization_id: string, student_id?: string) =>
  listOptions(
    ["organizations", organization_id, "departures"],
    "/organizations/{organization_id}/departures",
    { path: { organization_id }, query: student_id ? { student_id } : {} },
  );

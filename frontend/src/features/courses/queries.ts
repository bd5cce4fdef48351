import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";

const PATH = "/organizations/{organization_id}/courses";

export const coursesQuery = (organization_id: string, q = "", limit = 50) =>
  listOptions(["organizations", organization_id, "courses"], PATH, {
    path: { organization_id },
    query: { q, limit },
  });

export const courseQuery = (organization_id: string, course_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "courses", course_id],
    queryFn: ({ signal }) =>
      api.get(`${PATH}/{course_id}`, {
        path: { organization_id, course_id },
        signal,
      }),
  });

/** Says how many students were enrolled by it. */
export const offerToEveryone = (organization_id: string, course_id: string) =>
  api.put(`${PATH}/{course_id}/everyone`, {
    path: { organization_id, course_id },
  });

export const stopOfferingToEveryone = (organization_id: string, course_id: string) =>
  api.delete(`${PATH}/{course_id}/everyone`, { path: { organization_id, course_id } });

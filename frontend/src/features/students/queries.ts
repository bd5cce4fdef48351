import { queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { itemsOf, listOptions } from "@/api/list";
import type { Audience } from "@/api/types";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";

const PATH = "/organizations/{organization_id}/students";

export const studentsQuery = (
  organization_id: string,
  q: string,
  audience: Audience | null = null,
) =>
  listOptions(["organizations", organization_id, "students"], PATH, {
    path: { organization_id },
    query: { q, audience },
  });

export const studentQuery = (organization_id: string, student_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "students", student_id],
    queryFn: ({ signal }) =>
      api.get(`${PATH}/{student_id}`, { path: { organization_id, student_id }, signal }),
  });

/** Students to choose from, as far as they match some letters. */
export function useStudentOptions(search: string): Option[] {
  const { id } = useOrganization();
  const query = useInfiniteQuery(studentsQuery(id, search));
  return itemsOf(query.data).map(({ id: value, display_name, email }) => ({
    value,
    label: email ? `${display_name} (${email})` : display_name,
  }));
}

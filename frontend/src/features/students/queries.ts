import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { itemsOf, listOptions } from "@/api/list";
import type { Audience } from "@/api/types";
import type { Option } from "@/ui/work/SearchSelect";
import { useNameOf } from "../leaving/useNameOf";
import { useOrganization } from "../organizations/context";

const PATH = "/organizations/{organization_id}/students";
const ONE = `${PATH}/{student_id}` as const;

export interface StudentFilter {
  q?: string;
  audience?: Audience;
  classroom_id?: string;
  without_classroom?: boolean;
  email_verified?: boolean;
  registered_since?: string;
  sort?: "registered_at" | "display_name";
}

/** While the next letters are looked for, what was found stays. */
export const studentsQuery = (organization_id: string, filter: StudentFilter) => ({
  ...listOptions(["organizations", organization_id, "students"], PATH, {
    path: { organization_id },
    query: { ...filter },
  }),
  placeholderData: keepPreviousData,
});

export const studentQuery = (organization_id: string, student_id: string) =>
  queryOptions({
    queryKey: ["organizations", organization_id, "students", student_id],
    queryFn: ({ signal }) => api.get(ONE, { path: { organization_id, student_id }, signal }),
  });

export const notesQuery = (organization_id: string, student_id: string) =>
  listOptions(["organizations", organization_id, "students", student_id, "notes"], `${ONE}/notes`, {
    path: { organization_id, student_id },
  });

/** What can be noted about a student. */
export function noteActions(organization_id: string, student_id: string) {
  const path = { organization_id, student_id };
  const one = `${ONE}/notes/{note_id}` as const;
  return {
    write: (text: string, idempotencyKey: string) =>
      api.post(`${ONE}/notes`, { path, body: { text }, idempotencyKey }),
    change: (note_id: string, text: string) =>
      api.patch(one, { path: { ...path, note_id }, body: { text } }),
    remove: (note_id: string) => api.delete(one, { path: { ...path, note_id } }),
  };
}

/** Students to choose from, as far as they match some letters; not those whose account is deleted. */
export const useStudentOptions = (search: string): Option[] =>
  useFound(search).flatMap(({ deleted, option }) => (deleted ? [] : option));

/** The same with those who are deleted: what was counted of them can still be looked up. */
export const useEveryStudentOption = (search: string): Option[] =>
  useFound(search).map(({ option }) => option);

function useFound(search: string) {
  const { id } = useOrganization();
  const nameOf = useNameOf();
  const query = useInfiniteQuery(studentsQuery(id, { q: search }));
  return itemsOf(query.data).map((student) => {
    const [name, address] = [nameOf(student), student.email ?? student.username];
    const label = address ? `${name} (${address})` : name;
    return { deleted: student.deleted, option: { value: student.id, label } };
  });
}

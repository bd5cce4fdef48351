import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf } from "@/api/list";
import type { Option } from "@/ui/work/SearchSelect";
import { useOrganization } from "../organizations/context";
import { classroomsQuery } from "./queries";

/** Classrooms to choose from, as far as they match some letters. */
export function useClassroomOptions(search: string): Option[] {
  const { id } = useOrganization();
  const query = useInfiniteQuery(classroomsQuery(id, { q: search }));
  return itemsOf(query.data).map(({ id: value, name: label }) => ({ value, label }));
}

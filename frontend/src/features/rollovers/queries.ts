import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { listOptions } from "@/api/list";
import type {
  Classroom,
  Page,
  PlannedStudent,
  Rollover,
  RolloverOrder,
  RolloverPlan,
} from "@/api/types";

const PATH = "/organizations/{organization_id}/rollovers";
const ONE = `${PATH}/{rollover_id}` as const;
const key = (organization_id: string, ...more: unknown[]) => [
  "organizations",
  organization_id,
  "rollovers",
  ...more,
];

export const rolloversQuery = (organization_id: string) =>
  listOptions(key(organization_id, "list"), PATH, { path: { organization_id } });

/** One rollover; looked at again and again while it is under way. */
export const rolloverQuery = (organization_id: string, rollover_id: string) =>
  queryOptions({
    queryKey: key(organization_id, rollover_id),
    queryFn: async ({ signal }) =>
      (await api.get(ONE, { path: { organization_id, rollover_id }, signal })) as Rollover,
    refetchInterval: ({ state }) =>
      state.data && ["done", "undone"].includes(state.data.status) ? false : 700,
  });

export const rolledClassroomsQuery = (organization_id: string, rollover_id: string) =>
  listOptions(key(organization_id, rollover_id, "classrooms"), `${ONE}/classrooms`, {
    path: { organization_id, rollover_id },
  });

/** Every classroom that is open, oldest first: a rollover is about all of them. */
export const openClassroomsQuery = (organization_id: string) =>
  queryOptions({
    queryKey: key(organization_id, "open-classrooms"),
    queryFn: async ({ signal }) => {
      const rooms: Classroom[] = [];
      let cursor: string | null = null;
      do {
        const page = (await api.get("/organizations/{organization_id}/classrooms", {
          path: { organization_id },
          query: { limit: 200, cursor },
          signal,
        })) as Page<Classroom>;
        rooms.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor);
      return rooms.toReversed();
    },
  });

// Which answer it is depends on what was asked: a dry run is a plan, the other a rollover.
const post = api.post as unknown as (path: string, options: object) => Promise<unknown>;

type Classrooms = RolloverOrder["classrooms"];
const dryRun = async (organization_id: string, classrooms: Classrooms, query: object) =>
  (await post(PATH, {
    path: { organization_id },
    query,
    body: { dry_run: true, classrooms },
  })) as RolloverPlan;

/** What an order would do, in numbers and by classroom. */
export const planQuery = (organization_id: string, classrooms: Classrooms) =>
  queryOptions({
    queryKey: key(organization_id, "plan", classrooms),
    queryFn: () => dryRun(organization_id, classrooms, { limit: 1 }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** Which students of a plan are looked for. */
export interface PlannedFilter {
  q?: string;
  classroom_id?: string;
}

/** What becomes of its students, page by page. */
export const plannedStudentsQuery = (
  organization_id: string,
  classrooms: Classrooms,
  filter: PlannedFilter,
) =>
  infiniteQueryOptions({
    queryKey: key(organization_id, "plan", classrooms, "students", filter),
    queryFn: ({ pageParam }) =>
      dryRun(organization_id, classrooms, { ...filter, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: RolloverPlan) => last.students.next_cursor,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const studentsOf = (data: InfiniteData<RolloverPlan> | undefined): PlannedStudent[] =>
  data?.pages.flatMap((page) => page.students.items) ?? [];

/** What can be done. */
export function rolloverActions(organization_id: string) {
  return {
    start: async (classrooms: RolloverOrder["classrooms"], mark: string, idempotencyKey: string) =>
      (await post(PATH, {
        path: { organization_id },
        body: { dry_run: false, mark, classrooms },
        idempotencyKey,
      })) as Rollover,
    undo: (rollover_id: string) =>
      api.post(`${ONE}/undo`, { path: { organization_id, rollover_id } }),
  };
}

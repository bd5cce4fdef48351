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
      const page = await api.get("/organizations/{organization_id}/classrooms", {
        path: { organization_id },
        query: { limit: 200 },
        signal,
      });
      return (page as Page<Classroom>).items.toReversed();
    },
  });

// Which answer it is depends on what was asked: a dry run is a plan, the other a rollover.
const post = api.post as unknown as (path: string, options: object) => Promise<unknown>;

/** What an order would do, with its students page by page. */
export const planQuery = (organization_id: string, classrooms: RolloverOrder["classrooms"]) =>
  infiniteQueryOptions({
    queryKey: key(organization_id, "plan", classrooms),
    queryFn: async ({ pageParam }) =>
      (await post(PATH, {
        path: { organization_id },
        query: { cursor: pageParam },
        body: { dry_run: true, classrooms },
      })) as RolloverPlan,
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

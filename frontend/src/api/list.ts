import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "./client";
import type { Page } from "./types";
import type { Answer, Options, PathFor } from "./wire";

/** The paths that answer with a page of a list. */
type ListPath = {
  [P in PathFor<"get">]: Answer<"get", P> extends Page<unknown> ? P : never;
}[PathFor<"get">];

type Item<P extends ListPath> = Answer<"get", P> extends Page<infer I> ? I : never;

type ListOptions<P extends ListPath> = Pick<
  Options<"get", P>,
  keyof Options<"get", P> & ("path" | "query")
>;

// Which list it is, the compiler has checked by then; spelled out again it would give up.
const get = api.get as unknown as (path: string, options: object) => Promise<unknown>;

/** A list that grows page by page: for `useInfiniteQuery` and the table that shows it. */
export function listOptions<P extends ListPath>(
  key: readonly unknown[],
  path: P,
  options: ListOptions<P>,
) {
  const { query, ...place } = options as { query?: object };
  return infiniteQueryOptions({
    queryKey: [...key, query ?? {}],
    queryFn: async ({ pageParam, signal }) => {
      const page = await get(path, { ...place, query: { ...query, cursor: pageParam }, signal });
      return page as Page<Item<P>>;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Item<P>>) => last.next_cursor,
  });
}

export const itemsOf = <I>(data: InfiniteData<Page<I>> | undefined): I[] =>
  data?.pages.flatMap((page) => page.items) ?? [];

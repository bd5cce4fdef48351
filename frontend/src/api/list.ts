import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";
import { api, type RequestOptions } from "./client";
import type { Page } from "./types";

/** A list that grows page by page: for `useInfiniteQuery` and the table that shows it. */
export function listOptions<Item>(
  key: readonly unknown[],
  path: string,
  options: Pick<RequestOptions, "path" | "query"> = {},
) {
  return infiniteQueryOptions({
    queryKey: [...key, options.query ?? {}],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Item>>(path, {
        ...options,
        query: { ...options.query, cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Item>) => last.next_cursor,
  });
}

export const itemsOf = <Item>(data: InfiniteData<Page<Item>> | undefined): Item[] =>
  data?.pages.flatMap((page) => page.items) ?? [];

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { itemsOf } from "@/api/list";
import type { Instant } from "@/api/types";
import { useT } from "@/i18n/context";
import { announce } from "@/ui/announce";
import { useOrganization } from "../organizations/context";
import { classroomQuery, membersQuery } from "./queries";

const POLL = 4_000;
// Every loaded page is asked again, so a long list is asked less often.
const POLL_LONG = 20_000;
const SHORT = 2;

export type RosterSort = "joined_at" | "display_name";

/**
 * The members of a classroom, asked again every few seconds while somebody looks, and since when
 * whoever joins is new to the reader.
 */
export function useRoster(classroomId: string, q: string, sort: RosterSort) {
  const t = useT();
  const { id } = useOrganization();
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    ...membersQuery(id, classroomId, { q, sort }),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > SHORT ? POLL_LONG : POLL),
  });
  const newest = itemsOf(query.data).reduce<Instant>(
    (latest, { joined_at }) => (joined_at > latest ? joined_at : latest),
    "",
  );
  // What was there at the first look is not new; a search or another order shows nothing new either.
  const seen = useRef<{ view: string; till: Instant; said: Instant } | null>(null);
  const view = `${q} ${sort}`;
  if (query.isSuccess && seen.current?.view !== view) {
    seen.current = { view, till: newest, said: newest };
  }
  const newcomer = itemsOf(query.data).find((member) => member.joined_at === newest);
  const name = newcomer?.display_name;
  useEffect(() => {
    if (!seen.current || sort !== "joined_at" || !name || newest <= seen.current.said) return;
    seen.current.said = newest;
    announce(t("classrooms.roster.newcomer", { name }));
    // The number on the tab and the seats have changed with it.
    void queries.invalidateQueries({ ...classroomQuery(id, classroomId), exact: true });
  }, [newest, name, sort, t, queries, id, classroomId]);
  const isNew = (joined: Instant) =>
    sort === "joined_at" && seen.current !== null && joined > seen.current.till;
  return { query, isNew };
}

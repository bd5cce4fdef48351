import type { Audience } from "@/api/types";

const AUDIENCES: Audience[] = ["students", "staff", "parents", "public"];
export const VERIFIED = ["yes", "no"] as const;
export const SORTS = ["registered_at", "display_name"] as const;

/** What of the students the address asks for. */
export interface StudentSearch {
  q?: string;
  /** A classroom's id, or `none`. */
  classroom?: string;
  /** In a classroom for them now. */
  audience?: Audience;
  verified?: (typeof VERIFIED)[number];
  since?: string;
  sort?: (typeof SORTS)[number];
}

const text = (value: unknown) => (value === undefined || value === "" ? undefined : String(value));

/** Reads it; what nobody offers is left out. */
export function readSearch(search: Record<string, unknown>): StudentSearch {
  const since = text(search.since);
  return {
    q: text(search.q),
    classroom: text(search.classroom),
    audience: AUDIENCES.find((each) => each === search.audience),
    verified: VERIFIED.find((each) => each === search.verified),
    since: since && /^\d{4}-\d\d-\d\d$/.test(since) ? since : undefined,
    sort: SORTS.find((each) => each === search.sort && each !== "registered_at"),
  };
}

/** The same as the server takes it. */
export function filterOf({ q, classroom, audience, verified, since, sort }: StudentSearch) {
  return {
    q,
    classroom_id: classroom === "none" ? undefined : classroom,
    without_classroom: classroom === "none" ? true : undefined,
    audience,
    email_verified: verified && verified === "yes",
    registered_since: since,
    sort,
  };
}

export const isNarrowed = ({ q, classroom, audience, verified, since }: StudentSearch) =>
  Boolean(q ?? classroom ?? audience ?? verified ?? since);

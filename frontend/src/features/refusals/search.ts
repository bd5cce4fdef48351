import type { RefusalReason } from "@/api/types";

export const REASONS: RefusalReason[] = [
  "code-expired",
  "code-paused",
  "code-not-yet-valid",
  "code-outside-window",
  "code-exhausted",
  "code-deleted",
  "domain-not-allowed",
  "ip-not-allowed",
  "member-removed",
  "member-blocked",
  "classroom-full",
  "no-seats-left",
  "license-inactive",
  "organization-suspended",
];

export const STATES = ["open", "settled", "all"] as const;
export type State = (typeof STATES)[number];

/** What of the desk the address asks for. */
export interface RefusalSearch {
  state?: State;
  code?: string;
  classroom?: string;
  reason?: RefusalReason;
  q?: string;
}

/** Reads it; what nobody offers is left out. */
export function readSearch(search: Record<string, unknown>): RefusalSearch {
  const text = (value: unknown) =>
    value === undefined || value === "" ? undefined : String(value);
  return {
    state: STATES.find((state) => state === search.state && state !== "open"),
    code: text(search.code),
    classroom: text(search.classroom),
    reason: REASONS.find((reason) => reason === search.reason),
    q: text(search.q),
  };
}

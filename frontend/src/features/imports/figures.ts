import type { Import, ImportOutcome, ImportPreview, ImportResult } from "@/api/types";

/** What a reader asks of a list, and the outcomes that answer it. */
export const GROUPS = {
  new: ["new"],
  known: ["joins", "here", "staff"],
  asks: ["asks"],
  left: [
    "bad-address",
    "no-address",
    "duplicate",
    "blocked",
    "classroom-unknown",
    "classroom-needed",
    "teacher",
    "skipped",
  ],
} as const satisfies Record<string, readonly ImportOutcome[]>;

/** The same of a list that was carried out. */
export const ENDS = {
  added: ["registered", "staff"],
  known: ["joined", "here"],
  undone: ["refused", "left-out"],
} as const satisfies Record<string, readonly ImportResult[]>;

/** Why a row may be refused when it is carried out. */
export const REFUSALS = [
  "no-seats-left",
  "classroom-full",
  "license-inactive",
  "classroom-deleted",
  "member-blocked",
  "organization-suspended",
  "internal",
] as const;

export type Group = keyof typeof GROUPS;
export type End = keyof typeof ENDS;

const sum = (counts: { name: string; rows: number }[], names: readonly string[]) =>
  counts.filter((count) => names.includes(count.name)).reduce((all, count) => all + count.rows, 0);

export const inGroup = (list: Import, group: Group) => sum(list.outcomes, GROUPS[group]);
export const withEnd = (list: Import, end: End) => sum(list.results, ENDS[end]);
export const countOf = (list: Import, name: ImportOutcome | ImportResult) =>
  sum(list.results, [name]);
export const outcomesOf = (list: Import, name: ImportOutcome) => sum(list.outcomes, [name]);

/** How many of those who are new there is a seat for: no more than these is promised. */
export const withSeat = (seats: ImportPreview["seats"]) =>
  seats.license_active ? Math.max(0, seats.spends - seats.short) : 0;

/** Whatever is different when the rows are. */
export const stamp = (list: Import) =>
  [list.state, list.checked, list.done, list.questions, JSON.stringify(list.outcomes)].join("/");

import type { ImportColumns } from "@/api/types";

/** What a column can be. */
export const KINDS = [
  "email",
  "name",
  "first_name",
  "last_name",
  "username",
  "student_number",
  "classroom",
  "role",
] as const satisfies (keyof ImportColumns)[];

type Kind = (typeof KINDS)[number];

export const kindAt = (columns: ImportColumns, place: number): Kind | undefined =>
  KINDS.find((kind) => columns[kind] === place);

/** One column is one thing, and one thing is in one column. */
export function withKind(columns: ImportColumns, place: number, kind: string): ImportColumns {
  const changed = { ...columns };
  for (const other of KINDS) {
    if (changed[other] === place) changed[other] = null;
  }
  const known = KINDS.find((each) => each === kind);
  if (known) changed[known] = place;
  return changed;
}

import type { Code, SeatOverflow } from "@/api/types";

export type Exposure = Code["exposure"];

interface Situation {
  /** Whether the code could be used at all, today or later. */
  closed: boolean;
  /** What its limit leaves; null without a limit. */
  capLeft: number | null;
  /** The organization's free seats. */
  free: number;
  /** The classroom's own seats; null when it draws on the free ones. */
  classroom: { held: number; overflow: SeatOverflow } | null;
}

/**
 * How many seats a code could spend if everybody had it: the smallest of what its limit leaves,
 * what its classroom holds, and what the license has free. The server says the same of saved codes.
 */
export function exposureOf({ closed, capLeft, free, classroom }: Situation): Exposure {
  if (closed) return { seats: 0, limited_by: "closed" };
  const seats = !classroom
    ? free
    : classroom.overflow === "borrow"
      ? classroom.held + free
      : classroom.held;
  if (capLeft !== null && capLeft <= seats) return { seats: capLeft, limited_by: "cap" };
  return { seats, limited_by: classroom?.overflow === "refuse" ? "classroom" : "license" };
}

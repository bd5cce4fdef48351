import type { Classroom } from "@/api/types";

type RoomSeats = NonNullable<Classroom["seats"]>;

/** What a classroom with an allotment still holds. */
export const heldBy = (allotment: number | null, spent: number): number =>
  Math.max(0, (allotment ?? 0) - spent);

/** How many seats become held (given back: negative) when the allotment changes. */
export function heldChange(now: RoomSeats | null, allotment: number | null): number {
  return heldBy(allotment, now?.spent ?? 0) - (now?.held ?? 0);
}

/** The largest allotment that the free seats cover. */
export function mostSeats(now: RoomSeats | null, free: number): number {
  return (now?.spent ?? 0) + (now?.held ?? 0) + free;
}

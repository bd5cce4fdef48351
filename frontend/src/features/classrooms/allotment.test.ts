import { describe, expect, it } from "vitest";
import { heldChange, mostSeats } from "./allotment";

const room = { allotment: 30, spent: 10, held: 20, overflow: "refuse" as const };
const over = { allotment: 20, spent: 25, held: 0, overflow: "borrow" as const };

describe("allotment", () => {
  it.each([
    [null, 30, 30],
    [room, 30, 0],
    [room, 40, 10],
    [room, 12, -18],
    [room, null, -20],
    [over, 30, 5],
    [over, null, 0],
  ])("of %o set to %s moves %i seats", (now, allotment, change) => {
    expect(heldChange(now, allotment)).toBe(change);
  });

  it("reaches as far as the free seats", () => {
    expect(mostSeats(room, 50)).toBe(80);
    expect(mostSeats(null, 50)).toBe(50);
  });
});

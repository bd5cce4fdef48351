import { describe, expect, it } from "vitest";
import { seatSegments, seatsAfter } from "./seatSegments";

const now = { granted: 600, spent: 400, held: 50, free: 150 };

describe("seat bar", () => {
  it.each([
    undefined,
    { spent: 30 },
    { held: 20 },
    { spent: 10, held: -10 },
    { granted: 200 },
    { held: -50 },
    { spent: 500 },
  ])("fills the bar exactly with change %o", (change) => {
    const width = seatSegments(now, change).reduce((sum, piece) => sum + piece.width, 0);
    expect(width).toBeCloseTo(100);
  });

  it("shows nothing of an organization without seats", () => {
    expect(seatSegments({ granted: 0, spent: 0, held: 0, free: 0 })).toEqual([]);
  });

  it("marks what an action moves out of the free seats", () => {
    expect(seatSegments(now, { held: 30 }).find((piece) => piece.kind === "change")?.width).toBe(5);
  });

  it("keeps granted = spent + held + free", () => {
    const after = seatsAfter(now, { granted: 10, spent: 5, held: 7 });
    expect(after.spent + after.held + after.free).toBe(after.granted);
  });
});

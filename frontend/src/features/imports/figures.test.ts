import { describe, expect, it } from "vitest";
import type { Import, ImportPreview } from "@/api/types";
import { ENDS, GROUPS, inGroup, withEnd, withSeat } from "./figures";

const list = {
  outcomes: [
    { name: "new", rows: 5 },
    { name: "joins", rows: 2 },
    { name: "here", rows: 1 },
    { name: "bad-address", rows: 1 },
    { name: "duplicate", rows: 3 },
  ],
  results: [
    { name: "registered", rows: 4 },
    { name: "refused", rows: 1 },
    { name: "left-out", rows: 4 },
  ],
} as Import;

describe("the figures of a list", () => {
  it("add up by what a reader asks", () => {
    expect([inGroup(list, "new"), inGroup(list, "known"), inGroup(list, "asks")]).toEqual([
      5, 3, 0,
    ]);
    expect(inGroup(list, "left")).toBe(4);
    expect([withEnd(list, "added"), withEnd(list, "undone")]).toEqual([4, 5]);
  });

  it("promise no more new students than there are seats", () => {
    const seats = (spends: number, short: number, license_active = true) =>
      ({ spends, short, license_active }) as ImportPreview["seats"];
    expect(withSeat(seats(5, 0))).toBe(5);
    expect(withSeat(seats(12, 4))).toBe(8);
    expect(withSeat(seats(5, 0, false))).toBe(0);
  });

  it("put every outcome into one group", () => {
    for (const groups of [GROUPS, ENDS]) {
      const all = Object.values(groups).flat();
      expect(new Set(all).size).toBe(all.length);
    }
  });
});

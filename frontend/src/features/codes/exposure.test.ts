import { describe, expect, it } from "vitest";
import { exposureOf } from "./exposure";

const open = { closed: false, capLeft: null, free: 200, classroom: null };
const holds = (overflow: "refuse" | "borrow") => ({ held: 12, overflow });

describe("exposure", () => {
  it.each([
    [open, { seats: 200, limited_by: "license" }],
    [
      { ...open, capLeft: 30 },
      { seats: 30, limited_by: "cap" },
    ],
    [
      { ...open, capLeft: 300 },
      { seats: 200, limited_by: "license" },
    ],
    [
      { ...open, capLeft: 200 },
      { seats: 200, limited_by: "cap" },
    ],
    [
      { ...open, classroom: holds("refuse") },
      { seats: 12, limited_by: "classroom" },
    ],
    [
      { ...open, classroom: holds("borrow") },
      { seats: 212, limited_by: "license" },
    ],
    [
      { ...open, capLeft: 5, classroom: holds("refuse") },
      { seats: 5, limited_by: "cap" },
    ],
    [
      { ...open, capLeft: 0 },
      { seats: 0, limited_by: "cap" },
    ],
    [
      { ...open, closed: true },
      { seats: 0, limited_by: "closed" },
    ],
  ] as const)("of %o is %o", (situation, exposure) => {
    expect(exposureOf(situation)).toEqual(exposure);
  });
});

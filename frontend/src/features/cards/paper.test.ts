import { expect, it } from "vitest";
import { usualPaper } from "./paper";

it("guesses the paper by the region", () => {
  expect(["en-US", "en", "es-MX", "en-GB", "es", "de"].map((tag) => usualPaper(tag))).toEqual([
    "letter",
    "letter",
    "letter",
    "a4",
    "a4",
    "a4",
  ]);
});

import { expect, it, vi } from "vitest";
import { asRequest, countOf, Selection } from "./selection";

it("chooses some, or everybody but some", () => {
  const selection = new Selection();
  selection.toggle("ada");
  selection.toggle("ben");
  selection.toggle("ada");
  expect([selection.has("ada"), selection.has("ben")]).toEqual([false, true]);
  expect(countOf(selection.get(), 40)).toBe(1);
  expect(asRequest(selection.get(), "b")).toEqual({ student_ids: ["ben"] });

  selection.everybody();
  selection.toggle("ben");
  expect([selection.has("ada"), selection.has("ben")]).toEqual([true, false]);
  expect(countOf(selection.get(), 40)).toBe(39);
  expect(countOf(selection.get(), null)).toBeNull();
  expect(asRequest(selection.get(), "b")).toEqual({ everybody: true, q: "b", except_ids: ["ben"] });
});

it("keeps named students through a search, and forgets everybody", () => {
  const selection = new Selection();
  selection.toggle("ada");
  selection.searchChanged();
  expect(selection.has("ada")).toBe(true);
  selection.everybody();
  selection.searchChanged();
  expect(selection.has("ada")).toBe(false);
  expect(countOf(selection.get(), 40)).toBe(0);
});

it("tells who listens, and only them", () => {
  const selection = new Selection();
  const listener = vi.fn();
  const stop = selection.subscribe(listener);
  selection.toggle("ada");
  stop();
  selection.toggle("ben");
  expect(listener).toHaveBeenCalledTimes(1);
});

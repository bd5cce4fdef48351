import { describe, expect, it } from "vitest";
import type { Classroom } from "@/api/types";
import { changesOf, creationOf, emptyDraft, presetFor, takePreset } from "./draft";

const room = (starts_on: string | null, ends_on: string | null) =>
  ({ name: "Health One: 3rd Period", starts_on, ends_on }) as Classroom;
const health = { value: "1", label: "Health One: 3rd Period" };

describe("preset of a new code", () => {
  it.each([
    [room("2026-09-01", "2026-12-18"), "2026-09-01", "2026-12-18"],
    [room(null, "2027-01-29"), "2026-11-23", "2027-01-29"],
    [room("2025-09-01", "2026-06-12"), "2026-11-23", "2027-06-30"],
    [room(null, null), "2026-11-23", "2027-06-30"],
    [null, "2026-11-23", "2027-06-30"],
  ])("of %o runs from %s through %s", (classroom, from, till) => {
    const preset = presetFor(classroom, "Milton High", "2026-11-23");
    expect([preset.valid_from, preset.valid_till]).toEqual([from, till]);
  });

  it("replaces what it set before and nothing else", () => {
    const first = presetFor(null, "Milton High", "2026-11-23");
    const second = presetFor(room(null, "2026-12-18"), "Milton High", "2026-11-23");
    const draft = { ...takePreset(emptyDraft(health), null, first), code: "MY-OWN" };
    expect(takePreset(draft, first, second)).toMatchObject({
      code: "MY-OWN",
      valid_till: "2026-12-18",
    });
  });
});

describe("what is sent", () => {
  const draft = {
    ...emptyDraft(health),
    code: " ",
    email_domains: [
      { domain: "Ana@Milton.org", include_subdomains: true },
      { domain: " ", include_subdomains: false },
    ],
  };

  it("of a new code leaves an empty text to the server, and empty domains out", () => {
    const body = creationOf(draft);
    expect("code" in body).toBe(false);
    expect(body.classroom_id).toBe("1");
    expect(body.email_domains).toEqual([{ domain: "milton.org", include_subdomains: true }]);
  });

  it("of a change never names text or classroom", () => {
    expect(changesOf({ code: "X", classroom: null, note: "n" })).toEqual({ note: "n" });
  });
});

import { describe, expect, it } from "vitest";
import type { Classroom } from "@/api/types";
import { aYearOn, drafts, nextName, order, settled } from "./draft";

const room = (id: string, name: string, kind: "classroom" | "campaign" = "classroom") =>
  ({ id, name, kind, school_year: "2026-27", starts_on: "2026-08-24", ends_on: null }) as Classroom;

describe("what a rollover offers first", () => {
  it("reads years as schools write them", () => {
    for (const [text, next] of [
      ["Grade 9 2026-27", "Grade 9 2027-28"],
      ["2026–2027", "2027–2028"],
      ["2026/27", "2027/28"],
      ["Class of 2027", "Class of 2027"],
      ["2098-99", "2099-00"],
      ["Room 204", "Room 204"],
      ["Health One", "Health One"],
    ]) {
      expect(nextName(text ?? "")).toBe(next);
    }
  });

  it("moves days on by a year", () => {
    expect(aYearOn("2026-08-24")).toBe("2027-08-24");
    expect(aYearOn("2028-02-29")).toBe("2029-02-28");
    expect(aYearOn(null)).toBeNull();
  });

  it("sends grades up, the highest out, and closes campaigns", () => {
    const all = drafts([
      room("a", "Grade 9"),
      room("b", "Grade 10"),
      room("c", "Chess club"),
      room("d", "PTA evening", "campaign"),
    ]);
    expect(all.map((draft) => [draft.action, draft.way])).toEqual([
      ["clone", "clone:b"],
      ["clone", "leave"],
      ["clone", "keep"],
      ["close", "leave"],
    ]);
  });

  it("leads nobody into a classroom that is not made after all", () => {
    const all = drafts([room("a", "Grade 9"), room("b", "Grade 10")]);
    const closed = settled(
      all.map((draft) => (draft.room.id === "b" ? { ...draft, action: "close" as const } : draft)),
    );
    expect(closed.map((draft) => draft.way)).toEqual(["keep", "leave"]);
  });

  it("sends only what is chosen, with exceptions", () => {
    const [nine, ten, club] = drafts([
      room("a", "Grade 9"),
      room("b", "Grade 10"),
      room("c", "Club"),
    ]);
    if (!nine || !ten || !club) throw new Error("three drafts");
    const sent = order([
      { ...nine, own: { ada: "keep" } },
      ten,
      { ...club, action: "keep", way: "keep" },
    ]);
    expect(sent.map((each) => each.classroom_id)).toEqual(["a", "b"]);
    expect(sent[0]?.students).toEqual({
      default: "promote",
      into: { clone_of: "b" },
      exceptions: [{ student_id: "ada", choice: "keep" }],
    });
    expect(sent[0]?.new_name).toBe("Grade 9");
  });
});

import { describe, expect, it } from "vitest";
import { readAddress } from "./address";
import { nextCourse, stateOf } from "./courseState";
import { chosenIn, EMPTY, givenOf } from "./given";
import { pixelsAt, placeOf } from "./place";

const course: Parameters<typeof stateOf>[0] = {
  access: "open",
  completed_at: null,
  begun_at: null,
  seen_at: null,
  lessons: 7,
  due_on: null,
  required: false,
};

describe("what to do next", () => {
  const fresh = { ...course, name: "fresh" };
  const required = { ...course, name: "required", required: true };
  const begun = {
    ...course,
    name: "begun",
    begun_at: "2026-11-01T10:00:00Z",
    seen_at: "2026-11-02T10:00:00Z",
  };
  const later = { ...begun, name: "later", seen_at: "2026-11-20T10:00:00Z" };
  const soon = { ...course, name: "soon", due_on: "2026-11-26" };
  const overdue = { ...course, name: "overdue", due_on: "2026-11-01" };
  const far = { ...required, name: "far", due_on: "2026-12-24" };
  const next = (courses: (typeof fresh)[]) => nextCourse(courses, "2026-11-24")?.name;

  it("is what is due, then where one was last, then what has to be done", () => {
    expect(next([fresh, required, far, begun, later, soon, overdue])).toBe("overdue");
    expect(next([fresh, required, far, begun, later, soon])).toBe("soon");
    expect(next([fresh, required, far, begun, later])).toBe("later");
    expect(next([fresh, required, far])).toBe("far");
    expect(next([fresh, required])).toBe("required");
    expect(next([fresh])).toBe("fresh");
  });

  it("is nothing that is finished or cannot be taken", () => {
    const closed = { ...course, name: "closed", access: "closed" as const };
    const done = { ...begun, name: "done", completed_at: "2026-11-20T10:00:00Z" };
    const empty = { ...course, name: "empty", lessons: 0 };
    expect(nextCourse([closed, done, empty], "2026-11-24")).toBeUndefined();
    expect([closed, done, empty, begun, fresh].map(stateOf)).toEqual([
      "closed",
      "finished",
      "empty",
      "begun",
      "fresh",
    ]);
  });
});

it("a place in a text leads back to it on a screen of another size", () => {
  expect(placeOf({ top: 80, height: 3000 }, 800)).toBe(0);
  expect(placeOf({ top: -2200, height: 3000 }, 800)).toBe(1000);
  expect(placeOf({ top: 80, height: 500 }, 800)).toBe(1000);
  const place = placeOf({ top: -pixelsAt(420, { height: 5200 }, 800), height: 5200 }, 800);
  expect(place).toBe(420);
});

it("answers are read as they are written", () => {
  const typed = (text: string) => givenOf("number", { ...EMPTY, typed: text });
  expect([typed("7,5"), typed(" 7.5 "), typed("1,200"), typed("-3")]).toEqual([
    { given: 7.5 },
    { given: 7.5 },
    { given: 1200 },
    { given: -3 },
  ]);
  expect([typed(""), typed("eight")]).toEqual([{ missing: "notNumber" }, { missing: "notNumber" }]);
  expect(givenOf("text", { ...EMPTY, typed: "  " })).toEqual({ missing: "missingText" });
  expect(givenOf("several", { ...EMPTY, chosen: [2, 0] })).toEqual({ given: [0, 2] });
  expect(givenOf("one", EMPTY)).toEqual({ missing: "missing" });
  expect(givenOf("true_false", { ...EMPTY, chosen: [1] })).toEqual({ given: false });
  expect([chosenIn(false), chosenIn([0, 2]), chosenIn(8)]).toEqual([[1], [0, 2], []]);
});

it("addresses name the course, the lesson and its quiz", () => {
  expect(readAddress("/courses/e1", "")).toEqual({ enrollment: "e1", position: null, quiz: false });
  expect(readAddress("/courses/e1/3", "#quiz")).toEqual({
    enrollment: "e1",
    position: 3,
    quiz: true,
  });
  expect(readAddress("/courses/e1/x", "#quiz").position).toBeNull();
});

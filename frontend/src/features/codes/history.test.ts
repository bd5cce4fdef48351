import { expect, it } from "vitest";
import type { CodeChange } from "@/api/types";
import type { Messages } from "@/i18n/catalogs";
import { en } from "@/i18n/en";
import { formatter } from "@/i18n/format";
import { translator } from "@/i18n/translate";
import { codeStory } from "./history";

const reader = { t: translator<Messages>(en, "en"), format: formatter("en") };
const change = (kind: string, fields: unknown[] = [], names = {}) =>
  ({ id: "1", kind, fields, names, actor: { display_name: "Ruth" } }) as unknown as CodeChange;
const text = { field: "code", before: "OLD", after: "NEW" };
const named = (after: boolean) => ({ field: "name_successor", before: null, after });
const successor = { field: "successor_id", before: null, after: "c2" };

it.each([
  ["a start", change("made"), "**Ruth** made this code."],
  [
    "a text printed anew",
    change("rotated", [text, named(true)]),
    "**Ruth** replaced OLD with **NEW**.",
  ],
  [
    "a text that got out",
    change("rotated", [text, named(false)]),
    "**Ruth** replaced OLD with **NEW**, because it got out.",
  ],
  [
    "an end with a successor",
    change("deleted", [successor], { c2: "MHS-2028" }),
    "**Ruth** deleted it and named **MHS-2028** as its successor.",
  ],
  [
    "a limit, and a note without its words",
    change("edited", [
      { field: "max_redemptions", before: null, after: 30 },
      { field: "note", before: "", after: "x" },
    ]),
    "**Ruth** changed how many may join from no limit to **30** and the note.",
  ],
])("tells %s", (_, told, sentence) => {
  expect(codeStory(told, reader)).toBe(sentence);
});

import { expect, it } from "vitest";
import { piecesOf } from "./matching";

const marked = (text: string, typed: string) =>
  piecesOf(text, typed)
    .map(({ text: piece, found }) => (found ? `[${piece}]` : piece))
    .join("");

it.each([
  ["José García", "jose", "[José] García"],
  ["José García", "gar jo", "[Jo]sé [Gar]cía"],
  ["Sinéad O'Brien", "obri", "Sinéad [O'Bri]en"],
  ["Sinéad O'Brien", "bri", "Sinéad O'[Bri]en"],
  ["maria.lopez@school.org", "Lopez s", "maria.[lopez]@[s]chool.org"],
  ["Łukasz Groß", "lukas gross", "[Łukas]z [Groß]"],
  ["Emma", "mma", "Emma"],
  ["Emma", "", "Emma"],
  ["Ann", "annabel", "Ann"],
  ["Jo Joanna", "joa jo", "[Jo] [Joa]nna"],
])("%j, looking for %j, reads %j", (text, typed, expected) => {
  expect(marked(text, typed)).toBe(expected);
});

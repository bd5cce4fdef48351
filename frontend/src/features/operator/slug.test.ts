import { expect, it } from "vitest";
import { suggestSlug } from "./slug";

it.each([
  ["Hamilton Schools", "hamilton-schools"],
  ["  St. Mary’s (Boston) ", "st-marys-boston"],
  ["Educación para Todos", "educacion-para-todos"],
  ["健康", ""],
  [`${"a".repeat(61)} school`, "a".repeat(61)],
])("the short name of %s is %s", (name, slug) => {
  expect(suggestSlug(name)).toBe(slug);
});

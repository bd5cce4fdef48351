import { describe, expect, it } from "vitest";
import { en } from "./en";
import { es } from "./es";
import { type Catalog, translator } from "./translate";

type Texts = Map<string, string>;

function texts(catalog: Catalog, prefix = "", all: Texts = new Map()): Texts {
  for (const [key, value] of Object.entries(catalog)) {
    if (typeof value === "string") all.set(prefix + key, value);
    else texts(value as Catalog, `${prefix}${key}.`, all);
  }
  return all;
}

const places = (text = "") => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("catalogs", () => {
  const english = texts(en);
  const spanish = texts(es);

  it("have the same texts in both languages", () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("name the same places in both languages", () => {
    const different = [...english].filter(
      ([key, text]) =>
        new Set([...places(text), ...places(spanish.get(key))]).size !== new Set(places(text)).size,
    );
    expect(different).toEqual([]);
  });

  it("are never empty and never shout", () => {
    const wrong = [...english, ...spanish].filter(
      ([, text]) => text.trim() === "" || /[!¡]/.test(text),
    );
    expect(wrong).toEqual([]);
  });
});

describe("translator", () => {
  const catalog = {
    hello: "Hello, {name}",
    seats: { one: "{count} seat", other: "{count} seats" },
  } as const;
  const t = translator<typeof catalog>(catalog, "en");

  it("fills places", () => {
    expect(t("hello", { name: "Ada" })).toBe("Hello, Ada");
  });

  it("chooses the plural and writes numbers as the reader does", () => {
    expect(t("seats", { count: 1 })).toBe("1 seat");
    expect(t("seats", { count: 1200 })).toBe("1,200 seats");
  });

  it("leaves text that looks like a place inside a value alone", () => {
    expect(t("hello", { name: "{name}" })).toBe("Hello, {name}");
  });
});

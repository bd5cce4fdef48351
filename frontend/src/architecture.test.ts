import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname);
const IMPORT = /(?:from|import)\s*\(?"([^"]+)"/g;

/** What each layer may build on; `app` may use everything, and nothing uses `app`. */
const ALLOWED: Record<string, string[]> = {
  lib: ["lib", "api"],
  api: ["api"],
  i18n: ["i18n", "api"],
  ui: ["ui", "i18n", "api", "lib"],
  features: ["features", "ui", "i18n", "api", "lib"],
};

const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^testing/.test(file),
);

const layerOf = (path: string): string => path.split("/")[0] ?? "";

function imported(file: string): string[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  return [...source.matchAll(IMPORT)].map(([, name = ""]) => {
    if (name.startsWith("@/")) return name.slice(2);
    return name.startsWith(".") ? relative(ROOT, resolve(ROOT, file, "..", name)) : name;
  });
}

it("imports point one way: app, features, ui, then what knows no screens", () => {
  const wrong = files.flatMap((file) => {
    const allowed = ALLOWED[layerOf(file)];
    if (!allowed) return [];
    return imported(file)
      .filter((name) => ["app", ...Object.keys(ALLOWED)].includes(layerOf(name)))
      .filter((name) => !allowed.includes(layerOf(name)))
      .map((name) => `${file} imports ${name}`);
  });
  expect(wrong).toEqual([]);
});

it("only the client fetches", () => {
  const fetching = files.filter((file) => /\bfetch\(/.test(readFileSync(join(ROOT, file), "utf8")));
  expect(fetching).toEqual(["api/client.ts"]);
});

it("the light pages and the students' screens carry no component library", () => {
  const light =
    /^((join|course)\.tsx|features\/(join|invited|home|learning|redemptions|accounts)\/|ui\/plain\/)/;
  const heavy = files.filter(
    (file) => light.test(file) && imported(file).some((name) => name.startsWith("@mantine/")),
  );
  expect(heavy).toEqual([]);
});

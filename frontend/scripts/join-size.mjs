// The join page must open fast on a cheap phone: fails when the JavaScript its entry loads
// before it can work (the entry and all it imports statically) is too heavy.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 120_000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

const files = new Set();
function collect(key) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported);
}
collect("join.html");

let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  total += size;
  console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(
  `${(total / 1000).toFixed(1).padStart(7)} kB  join page, gzip (limit ${limit / 1000} kB)`,
);
if (files.size === 0 || total > limit) process.exit(1);

// The light pages must open fast on a cheap phone: fails when the JavaScript that one of their entries
// loads before it can work (the entry and all it imports statically) is too heavy.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limits = { "join.html": 120_000, "course.html": 150_000 };
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

function filesOf(key, files = new Set()) {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) filesOf(imported, files);
  return files;
}

const shown = (bytes) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;

for (const [page, limit] of Object.entries(limits)) {
  let total = 0;
  for (const file of filesOf(page)) {
    const size = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
    total += size;
    console.log(`${shown(size)}  ${file}`);
  }
  console.log(`${shown(total)}  ${page}, gzip (limit ${limit / 1000} kB)`);
  if (total === 0 || total > limit) process.exitCode = 1;
}

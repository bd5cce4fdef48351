/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const backend = process.env.HOMEROOM_BACKEND ?? "http://127.0.0.1:8080";

/** In development as on the server: every /join/... path opens the light entry. */
function joinEntry(): Plugin {
  return {
    name: "homeroom-join-entry",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url?.startsWith("/join/")) request.url = "/join.html";
        next();
      });
    },
  };
}

interface Modules {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

/**
 * What the join page needs travels in one file, not in thirty: a cheap phone waits for requests
 * more than for bytes. The icons stay out, as their index would pull all of them along.
 */
function lightChunk() {
  const known = new Map<string, boolean>();
  const neededByJoin = (id: string, modules: Modules): boolean => {
    const answer = known.get(id);
    if (answer !== undefined) return answer;
    known.set(id, false);
    const needed =
      id.endsWith("/src/join.tsx") ||
      (modules.getModuleInfo(id)?.importers ?? []).some((each) => neededByJoin(each, modules));
    known.set(id, needed);
    return needed;
  };
  return {
    debugName: "light",
    test: (id: string) => !id.includes("@tabler") && !id.endsWith("/src/join.tsx"),
    name: (id: string, modules: Modules) => (neededByJoin(id, modules) ? "light" : null),
  };
}

export default defineConfig({
  plugins: [
    tanstackRouter({
      target: "react",
      autoCodeSplitting: true,
      routesDirectory: here("./src/app/routes"),
      generatedRouteTree: here("./src/app/routeTree.gen.ts"),
    }),
    react(),
    joinEntry(),
  ],
  resolve: { alias: { "@": here("./src") } },
  server: { port: 5173, proxy: { "/api": backend, "/dev": backend } },
  build: {
    manifest: true,
    rolldownOptions: {
      input: { index: here("./index.html"), join: here("./join.html") },
      output: { codeSplitting: { groups: [lightChunk()] } },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    // A busy build machine is slow, not wrong.
    testTimeout: 20_000,
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});

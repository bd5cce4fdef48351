/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const backend = process.env.HOMEROOM_BACKEND ?? "http://127.0.0.1:8080";

/** Entries of their own, so that a phone loads little; what their addresses begin with. */
const LIGHT = { join: "/join/", course: "/courses/" };
type Light = keyof typeof LIGHT;
const lightNames = Object.keys(LIGHT) as Light[];

/** In development as on the server: such an address opens its light entry. */
function lightEntries(): Plugin {
  return {
    name: "homeroom-light-entries",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const entry = lightNames.find((name) => request.url?.startsWith(LIGHT[name]));
        if (entry) request.url = `/${entry}.html`;
        next();
      });
    },
  };
}

interface Modules {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

/**
 * What a light page needs travels in one or two files, not in thirty: a cheap phone waits for requests
 * more than for bytes. The icons stay out, as their index would pull all of them along.
 */
function lightChunks() {
  const known = new Map<string, Set<Light>>();
  const neededBy = (id: string, modules: Modules): Set<Light> => {
    const answer = known.get(id);
    if (answer) return answer;
    const needed = new Set<Light>(lightNames.filter((name) => id.endsWith(`/src/${name}.tsx`)));
    known.set(id, needed);
    for (const each of modules.getModuleInfo(id)?.importers ?? []) {
      for (const name of neededBy(each, modules)) needed.add(name);
    }
    return needed;
  };
  const isEntry = (id: string) => lightNames.some((name) => id.endsWith(`/src/${name}.tsx`));
  return {
    debugName: "light",
    test: (id: string) => !id.includes("@tabler") && !isEntry(id),
    name: (id: string, modules: Modules) => {
      const [only, ...others] = neededBy(id, modules);
      if (!only) return null;
      return others.length > 0 ? "light" : `light-${only}`;
    },
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
    lightEntries(),
  ],
  resolve: { alias: { "@": here("./src") } },
  server: { port: 5173, proxy: { "/api": backend, "/dev": backend } },
  build: {
    manifest: true,
    rolldownOptions: {
      input: {
        index: here("./index.html"),
        ...Object.fromEntries(lightNames.map((name) => [name, here(`./${name}.html`)])),
      },
      output: { codeSplitting: { groups: [lightChunks()] } },
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

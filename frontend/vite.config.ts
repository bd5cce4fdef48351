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
    rollupOptions: { input: { index: here("./index.html"), join: here("./join.html") } },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});

import { defineConfig } from "@playwright/test";
import journeys from "../playwright.config";

/** Not tests: they take the pictures in the README, of the demo school. */
export default defineConfig(journeys, {
  testDir: ".",
  outputDir: "../test-results",
  globalSetup: "../support/server.ts",
  reporter: [["list"]],
});

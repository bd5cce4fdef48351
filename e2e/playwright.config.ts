import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

/** Whichever Chromium the machine has: none is downloaded. */
const chromium = execFileSync(
  fileURLToPath(new URL("../backend/dev/check-tools.sh", import.meta.url)),
  ["chromium"],
  { encoding: "utf8" },
).trim();

export default defineConfig({
  testDir: "journeys",
  globalSetup: "./support/server.ts",
  outputDir: "test-results",
  reporter: process.env.CI ? [["list"]] : [["list"], ["html", { open: "never" }]],
  // One server for all: a journey makes its own school, so that two never meet.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 180_000, // axe looks at every screen four times
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.HOMEROOM_URL,
    actionTimeout: 15_000,
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "America/New_York",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});

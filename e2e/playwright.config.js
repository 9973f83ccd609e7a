import { defineConfig } from "@playwright/test";

// Debian's browser; no browser is ever downloaded.
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "tests",
  outputDir: "artifacts/results",
  globalSetup: "./support/postgres.js",
  workers: 2,
  // Generous: a slow machine is no error.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    actionTimeout: 20_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "sqlite", use: { database: "sqlite" } },
    // Looks and markup do not depend on the database: one set of pictures and one audit of every page are enough.
    {
      name: "postgres",
      use: { database: "postgres" },
      testIgnore: ["**/screenshots.spec.js", "**/accessibility.spec.js"],
    },
  ],
});

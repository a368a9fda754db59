/**
 * Journeys in a real browser against a stack that runs.
 *
 * Never: a stack started from here, or a browser downloaded.
 *
 * BATON_E2E_URL, BATON_E2E_EMAIL and BATON_E2E_PASSWORD say where and as whom; BATON_E2E_CHROMIUM is the
 * browser's executable, Playwright's own one if it is not set. With BATON_E2E_DATA, the data folder
 * of the stack, its worker is killed too; with BATON_E2E_VENDORS, where tests/e2e/vendors.py listens,
 * Slack and Teams are set up.
 */
import { defineConfig, devices } from "@playwright/test";

const url = process.env["BATON_E2E_URL"];
const chromium = process.env["BATON_E2E_CHROMIUM"];

if (url === undefined)
  throw new Error(
    "Set BATON_E2E_URL to the address of a running stack, with BATON_E2E_EMAIL and BATON_E2E_PASSWORD.",
  );

/** What would disturb the others. */
const ALONE = "settle.spec.ts";
/** They have a configuration of their own, playwright.drawing.config.ts. */
const DRAWING = "drawing/**";
/** What an organisation has once, and all its people are told by. */
const CHATS = "chats/*.spec.ts";
/** In which languages, lights and widths they are taken. */
export const BESIDE = [
  { name: "desktop light", use: wide("light", "en-GB") },
  { name: "desktop dark Arabic", use: wide("dark", "ar") },
  { name: "phone dark", use: phone("dark", "en-GB") },
  { name: "phone light Arabic", use: phone("light", "ar") },
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: process.env["CI"] !== undefined,
  fullyParallel: true,
  workers: 2,
  // A machine that is busy with other work takes its time; what needed a second try is printed.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  retries: 1,
  reporter: "list",
  use: {
    baseURL: url,
    trace: "retain-on-failure",
    launchOptions: chromium === undefined ? {} : { executablePath: chromium },
  },
  projects: [
    ...BESIDE.map((project) => ({ ...project, testIgnore: [ALONE, DRAWING, CHATS] })),
    // Once all others are done.
    {
      name: "alone",
      testMatch: ALONE,
      use: wide("light", "en-GB"),
      dependencies: BESIDE.map(({ name }) => name),
    },
    {
      name: "chats",
      testMatch: CHATS,
      use: wide("light", "en-GB"),
      dependencies: ["alone"],
    },
  ],
});

function wide(colorScheme: "light" | "dark", locale: string) {
  const viewport = { width: 1440, height: 900 };
  return { ...devices["Desktop Chrome"], viewport, colorScheme, locale };
}

function phone(colorScheme: "light" | "dark", locale: string) {
  const viewport = { width: 390, height: 844 };
  return { ...devices["Pixel 7"], viewport, colorScheme, locale };
}

/**
 * The journeys of who draws processes: a part of their own, with a limit of its own.
 *
 * Never: a way of looking that the other journeys don't have.
 */
import { defineConfig } from "@playwright/test";

import others, { BESIDE } from "./playwright.config";

/** Long ones are taken once, on a desk or on a phone; the rest in each language, light and width. */
const LEFT_OUT: Readonly<Record<string, RegExp>> = {
  "desktop light": /@phone|@arabic/,
  "desktop dark Arabic": /@phone|@desk/,
  "phone dark": /@desk|@arabic/,
  "phone light Arabic": /@phone|@desk|@arabic/,
};

export default defineConfig({
  ...others,
  testDir: "e2e/drawing",
  snapshotPathTemplate: "e2e/drawing/snapshots/{arg}{ext}",
  projects: BESIDE.map((project) => ({
    ...project,
    ...(LEFT_OUT[project.name] !== undefined && { grepInvert: LEFT_OUT[project.name] }),
  })),
});

/**
 * Steps that several journeys share.
 *
 * Never: a step that a person could not take.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, type Page, test as base } from "@playwright/test";
import type { AxeResults } from "axe-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function credentials(): { email: string; password: string } {
  const email = process.env["BATON_E2E_EMAIL"];
  const password = process.env["BATON_E2E_PASSWORD"];
  if (email === undefined || password === undefined)
    throw new Error("Set BATON_E2E_EMAIL and BATON_E2E_PASSWORD to a person of the stack.");
  return { email, password };
}

/** A page that fails its test when anything breaks in it, or breaks its content policy. */
export const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        // A refused sign-in and "nobody has signed in" are answers, not faults.
        const refused = /status of 40[134]/.test(message.text());
        if (message.type() === "error" && !refused) faults.push(message.text());
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export async function signIn(page: Page, { email, password } = credentials()): Promise<void> {
  await page.goto("/");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Starts demo/hello and stays on what is then shown. */
export async function runHello(page: Page, input: string): Promise<void> {
  await page.getByRole("button", { name: "Run hello" }).click();
  await page.getByRole("textbox", { name: "Input" }).fill(input);
  await page.getByRole("button", { name: "Start run" }).click();
}

export function chosenRun(page: Page) {
  return page.getByRole("region", { name: "Run", exact: true });
}

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run: (on: Document, options: object) => Promise<AxeResults> };
    };
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await engine.run(document, {
      resultTypes: ["violations"],
      runOnly: { type: "tag", values },
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`,
    );
  });
  expect(found).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
}

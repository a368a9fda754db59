/**
 * Steps that several journeys share.
 *
 * Never: a step that a person could not take.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect, type Locator, type Page, test as base } from "@playwright/test";
import type { AxeResults } from "axe-core";

import { type Say, speaker } from "./words";

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
        // A refused sign-in, "nobody has signed in", "somebody else has saved": answers, not faults.
        const refused = /status of 40[1349]/.test(message.text());
        if (message.type() === "error" && !refused) faults.push(message.text());
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** Signs in and answers with how the page speaks. */
export async function signIn(
  page: Page,
  { email, password } = credentials(),
  address = "/",
): Promise<Say> {
  await page.goto(address);
  await page.locator("input[name=email]").fill(email);
  const say = await speaker(page);
  await page.locator("input[name=current-password]").fill(password);
  await page.getByRole("button", { name: say("signIn.submit"), exact: true }).click();
  await expect(page.locator("#content h1").or(page.getByRole("alert")).first()).toBeVisible();
  return say;
}

export function title(page: Page): Locator {
  return page.locator("#content h1");
}

/** By the API, as the person who has signed in on this page. */
export async function publish(page: Page, definition: object): Promise<void> {
  const headers = { "X-Baton": "1" };
  const kept = await page.request.post("/api/v1/definitions", { data: definition, headers });
  expect(kept.ok(), await kept.text()).toBe(true);
  const { namespace, name, version } = (await kept.json()) as Record<string, string>;
  const address = `/api/v1/definitions/${namespace}/${name}/${version}/publish`;
  expect((await page.request.post(address, { headers })).ok()).toBe(true);
}

/** The id of the run. */
export async function start(
  page: Page,
  workflow: string,
  input: object = {},
  version?: string,
): Promise<string> {
  const made = await page.request.post("/api/v1/runs", {
    data: { workflow, version, input },
    headers: { "X-Baton": "1" },
  });
  expect(made.ok(), await made.text()).toBe(true);
  return ((await made.json()) as { id: string }).id;
}

/** Another one each time, so that runs of one test are not taken for those of another. */
export function newName(): string {
  return `e2e-${Math.random().toString(36).slice(2, 10)}`;
}

export function definition(name: string, tasks: readonly object[], version = "1.0.0"): object {
  return {
    document: { dsl: "1.0.3", namespace: "demo", name, version, title: name },
    do: tasks,
  };
}

/**
 * WCAG 2.2 AA, as far as a machine can tell. A task in a picture may be drawn smaller than a thumb:
 * the list of the same tasks is its equal.
 */
export async function expectAccessible(
  page: Page,
  /** Rules of whole pages that a mail, which is shown within one, need not keep. */
  without: readonly string[] = [],
): Promise<void> {
  // As high as it is, so that nothing lies under a bar that stays at the edge.
  const before = page.viewportSize();
  // What is far away is measured only when it comes near: it takes more than one look.
  for (let look = 0; look < 3 && before !== null; look += 1) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight + 200);
    await page.setViewportSize({ width: before.width, height });
  }
  await page.evaluate(axe);
  const found = await page.evaluate(async (but) => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run: (on: object, options: object) => Promise<AxeResults> };
    };
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await engine.run(document, {
      resultTypes: ["violations"],
      runOnly: { type: "tag", values },
      rules: Object.fromEntries(but.map((rule) => [rule, { enabled: false }])),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .map((node) => ({ html: node.html, where: node.target.join(" ") }))
        .filter(({ where }) => {
          const picture = document.querySelector(where)?.closest(".react-flow") ?? null;
          return id !== "target-size" || picture === null;
        })
        .map(({ html }) => `${id}: ${html}`),
    );
  }, without);
  if (before !== null) await page.setViewportSize(before);
  expect(found).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
}

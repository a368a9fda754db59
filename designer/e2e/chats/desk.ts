/**
 * Slack and Teams as they stand before people, and what is done there.
 *
 * Never: anything asked of Baton; what comes to it from there comes on the vendors' own ways.
 */
import { expect, type Page, test } from "@playwright/test";

import { expectAccessible, expectNoSidewaysScroll } from "../journey";

export type Keys = Readonly<Record<string, string>>;
export type Message = { readonly text: string; readonly buttons?: readonly string[] };

/** Whatever a stack's relay has to carry. */
export const COMES = { timeout: 60_000 };

export class Desk {
  readonly #page: Page;
  readonly #url: string;

  constructor(page: Page) {
    const url = process.env["BATON_E2E_VENDORS"];
    test.skip(url === undefined, "Set BATON_E2E_VENDORS to where vendors are stood in for.");
    this.#page = page;
    this.#url = url ?? "";
  }

  async ask(method: string, path: string, data?: unknown): Promise<unknown> {
    const options = data === undefined ? { method } : { method, data };
    const answer = await this.#page.request.fetch(`${this.#url}${path}`, options);
    expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true);
    const text = await answer.text();
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  }

  async expectMessage(vendor: "slack" | "teams", email: string, words: string): Promise<void> {
    const path = `/${vendor}/people/${email}/messages`;
    const texts = async () =>
      ((await this.ask("GET", path)) as Message[]).map(({ text }) => text).join("\n");
    await expect.poll(texts, COMES).toContain(words);
  }
}

/** As it is, and dark on a phone. */
export async function expectForEverybody(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const before = page.viewportSize();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.emulateMedia({ colorScheme: "light" });
  if (before !== null) await page.setViewportSize(before);
}

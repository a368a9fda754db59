/**
 * The network goes, the session ends, the page is left: what was written is still there.
 *
 * Never: a word of it lost.
 */
import { expect, type Page } from "@playwright/test";

import { credentials, test } from "../journey";
import type { Say } from "../words";
import { expectSaved, openSketch, task, text } from "./editing";

async function write(page: Page, say: Say, name: string): Promise<void> {
  await text(page, say).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(`  - ${name}: { set: { b: 1 } }\n`);
}

/** Where the page has asked for it, at the address at which one was. */
async function signInAgain(page: Page, say: Say): Promise<void> {
  const { email, password } = credentials();
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=current-password]").fill(password);
  await page.getByRole("button", { name: say("signIn.submit"), exact: true }).click();
}

test(
  "no network and no session lose an edit",
  { tag: "@desk" },
  async ({ page, context, faults }) => {
    const { say } = await openSketch(page, "- first: { set: { a: 1 } }\n");
    await expect(text(page, say)).toContainText("first");

    await context.setOffline(true);
    await write(page, say, "offline");
    await page.keyboard.press("ControlOrMeta+s");
    await expect(page.getByText(say("editor.kept"))).toBeVisible();
    await context.setOffline(false);
    // It is tried again by itself.
    await expectSaved(page, say);
    await expect(page.getByText(say("editor.kept"))).toBeHidden();

    await write(page, say, "later");
    await page.request.delete("/api/v1/session", { headers: { "X-Baton": "1" } });
    await expect(page.locator("input[name=email]")).toBeVisible();
    await signInAgain(page, say);
    const kept = page.getByRole("region", { name: say("editor.keptTitle") });
    await expect(kept).toContainText("later");
    await kept.getByRole("button", { name: say("editor.keptTake"), exact: true }).click();
    await expect(task(page, say, "later")).toBeVisible();
    await expectSaved(page, say);

    // Left in the middle of it.
    await write(page, say, "last");
    await page.goto("/processes");
    await page.goBack();
    await expect(text(page, say).or(kept)).toContainText("last");
    // That there was no network is what this is about.
    const others = faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(fault));
    faults.splice(0, faults.length, ...others);
  },
);

/**
 * Runs that went wrong: retried, skipped, changed, done again, with who did it and why.
 *
 * Never: a call to the API past the page for what the journey is about.
 */
import { expect, type Page } from "@playwright/test";

import {
  definition,
  expectAccessible,
  expectNoSidewaysScroll,
  newName,
  publish,
  signIn,
  start,
  test,
  title,
} from "./journey";
import type { Say } from "./words";

const REASON = "The process was mended.";

function dialog(page: Page) {
  return page.getByRole("dialog");
}

/** Each dialog that changes what a run does asks why. */
async function submit(page: Page, say: Say, word: string) {
  await dialog(page)
    .getByRole("textbox", { name: say("repair.reason") })
    .fill(REASON);
  await dialog(page)
    .getByRole("button", { name: say(word), exact: true })
    .click();
  await expect(dialog(page)).toBeHidden();
}

async function expectStatus(page: Page, say: Say, status: string) {
  await expect(page.locator("header").getByText(say(status), { exact: true })).toBeVisible();
}

test("fail, mend, retry from the failed task, and run it again", async ({ page }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  const first = { first: { set: { sum: 7 } } };
  await publish(page, definition(name, [first, { last: { set: { n: '${ error("No.") }' } } }]));
  await publish(page, definition(name, [first, { last: { set: { n: "${ .sum }" } } }], "1.0.1"));
  const run = await start(page, `demo/${name}`, {}, "1.0.0");
  await page.goto(`/runs/${run}`);
  const fault = page.getByRole("region", { name: say("run.error"), exact: true });
  await fault.getByRole("button", { name: say("retry.open") }).click();
  await expect(dialog(page).getByLabel(say("retry.visit"))).toHaveValue(/last/);
  await dialog(page).getByLabel(say("retry.version")).selectOption("1.0.1");
  await expectAccessible(page);
  await submit(page, say, "retry.submit");
  await expect(fault).toBeHidden();
  await expectStatus(page, say, "status.completed");
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("7");
  await page.getByRole("link", { name: say("run.actions"), exact: true }).click();
  await expect(page.getByRole("article").first()).toContainText(REASON);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: say("again.open") }).click();
  await page.getByRole("button", { name: say("start.submit"), exact: true }).click();
  await expect(page.getByRole("link", { name: run })).toBeVisible();
  await expectStatus(page, say, "status.completed");
});

test("what a run waits for in vain is skipped, with other data", async ({ page }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  const hear = { listen: { to: { one: { with: { type: name } } } } };
  const last = { set: { heard: "${ . }", data: "${ $context }" } };
  await publish(page, definition(name, [{ hear }, { last }]));
  const run = await start(page, `demo/${name}`);
  await page.goto(`/runs/${run}`);
  await expectStatus(page, say, "status.waiting");
  await page.getByRole("button", { name: say("change.open"), exact: true }).click();
  await dialog(page).getByLabel(say("change.context")).fill('{"who": "Ada"}');
  await expectAccessible(page);
  await submit(page, say, "change.submit");
  const now = page.getByRole("region", { name: say("now.title"), exact: true });
  await now.getByRole("button", { name: /hear/ }).click();
  await dialog(page).getByLabel(say("skip.output")).fill('"By hand."');
  await expectNoSidewaysScroll(page);
  await submit(page, say, "skip.submit");
  await expectStatus(page, say, "status.completed");
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("By hand.");
  await expect(output).toContainText("Ada");
});

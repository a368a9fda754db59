/**
 * A decision: somebody is asked, asks back, decides, and the run goes on.
 *
 * Never: a call to the API past the page for what the journey is about.
 */
import { type Browser, expect, type Page } from "@playwright/test";

import {
  credentials,
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

const NOAH = "noah@demo.example";

/** Asks Noah, and puts out what he says. */
function asking(name: string): object {
  const ask = {
    call: "approval:1.0.0@default",
    with: { subject: name, body: "It costs **1,900 €**.", approvers: [NOAH] },
  };
  return definition(name, [{ ask }, { last: { set: { decided: "${ .decision }" } } }]);
}

async function asNoah(browser: Browser, address: string): Promise<{ theirs: Page; tell: Say }> {
  const theirs = await browser.newPage();
  const tell = await signIn(theirs, { ...credentials(), email: NOAH }, address);
  return { theirs, tell };
}

/** What is told at the edge of the page has the same name. */
function inside(page: Page) {
  return page.getByRole("main");
}

async function expectStatus(page: Page, say: Say, status: string) {
  await expect(page.locator("header").getByText(say(status), { exact: true })).toBeVisible();
}

test("it comes by itself, is decided in the list, and the run goes on", async ({
  page,
  browser,
}) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  await publish(page, asking(name));
  const { theirs, tell } = await asNoah(browser, `/approvals?search=${name}`);
  await expect(theirs.getByText(tell("approvals.notFound"))).toBeVisible();
  const run = await start(page, `demo/${name}`);
  await expect(inside(theirs).getByRole("link", { name, exact: true })).toBeVisible();
  await expectAccessible(theirs);
  await expectNoSidewaysScroll(theirs);
  await page.goto(`/runs/${run}`);
  const now = page.getByRole("region", { name: say("now.title"), exact: true });
  await now.getByRole("link", { name: say("now.toApproval") }).click();
  await expect(title(page)).toHaveText(name);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const line = inside(theirs).getByRole("listitem").filter({ hasText: name });
  await line.getByRole("button").getByText(tell("decisions.approve"), { exact: true }).click();
  await expect(line.getByText(tell("approvals.counted"))).toBeVisible();
  await theirs.close();

  await expect(page.getByText(say("decisions.approve")).first()).toBeVisible();
  await page.goto(`/runs/${run}`);
  await expectStatus(page, say, "status.completed");
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("approve");
});

test("a question is asked back and answered before it is decided", async ({ page, browser }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  await publish(page, asking(name));
  const run = await start(page, `demo/${name}`);
  const { theirs, tell } = await asNoah(browser, `/approvals?search=${name}`);
  await inside(theirs).getByRole("link", { name, exact: true }).click();
  await expect(theirs.locator("strong", { hasText: "1,900 €" })).toBeVisible();
  await expectAccessible(theirs);
  await expectNoSidewaysScroll(theirs);
  const ask = tell("approval.deeds.ask");
  await theirs.getByRole("button", { name: ask, exact: true }).click();
  const dialog = theirs.getByRole("dialog");
  await dialog.getByLabel(tell("approval.words.ask")).fill("Why so dear?");
  await dialog.getByRole("button", { name: ask, exact: true }).click();
  await expect(theirs.getByText(tell("approval.done.question"))).toBeVisible();

  await page.goto("/approvals?view=requested");
  await inside(page).getByRole("link", { name, exact: true }).click();
  await page.getByLabel(say("approval.answer")).fill("It lasts.");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: say("approval.giveAnswer"), exact: true }).click();
  await expect(page.getByText(say("approval.done.answer"))).toBeVisible();

  await expect(theirs.getByText("It lasts.").first()).toBeVisible();
  const reject = theirs
    .getByRole("region", { name: tell("approval.decide") })
    .getByRole("button", { name: tell("decisions.reject"), exact: true });
  await reject.click();
  await expect(theirs.getByLabel(tell("approval.comment"))).toBeFocused();
  await theirs.keyboard.type("Still too dear.");
  await reject.click();
  await expect(theirs.getByText(tell("approval.counted"))).toBeVisible();
  await expectAccessible(theirs);
  await theirs.close();

  await page.goto(`/runs/${run}`);
  await expectStatus(page, say, "status.completed");
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("reject");
});

/**
 * Two people draw the same process, and both save.
 *
 * Never: what one of them has written lost.
 */
import { type Browser, expect, type Page } from "@playwright/test";

import { test } from "../journey";
import type { Say } from "../words";
import { expectSaved, openEditor, openSketch, text } from "./editing";

/** The same person from another place, as what counts is that it is another page. */
async function besides(browser: Browser, page: Page, say: Say, name: string): Promise<Page> {
  const { cookies } = await page.context().storageState();
  const context = await browser.newContext({ storageState: { cookies, origins: [] } });
  const other = await context.newPage();
  await openEditor(other, say, name);
  await expect(text(other, say)).toContainText(name);
  return other;
}

/** At the end. */
async function write(page: Page, say: Say, task: string): Promise<void> {
  await text(page, say).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(`  - ${task}: { set: { b: 1 } }\n`);
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+s");
}

function conflict(page: Page) {
  return page.getByRole("dialog");
}

/** Theirs is saved while I write; mine, over what was before, is shown beside it. */
async function collide(page: Page, other: Page, say: Say, mine: string, theirs: string) {
  await write(other, say, theirs);
  await write(page, say, mine);
  await save(other);
  await expectSaved(other, say);
  await save(page);
  const both = conflict(page).getByRole("region", { name: say("editor.bothSides") });
  await expect(conflict(page)).toContainText("Ada Byron");
  await expect(conflict(page)).toContainText(mine);
  await expect(conflict(page)).toContainText(theirs);
  return both;
}

async function answer(page: Page, say: Say, word: string): Promise<void> {
  await conflict(page)
    .getByRole("button", { name: say(word), exact: true })
    .click();
  await expect(conflict(page)).toBeHidden();
}

test("both sides are shown, and each choice holds", { tag: "@desk" }, async ({ page, browser }) => {
  const { say, name } = await openSketch(page, "- first: { set: { a: 1 } }\n");
  const other = await besides(browser, page, say, name);

  // Mine over theirs; theirs stays among the earlier states.
  await collide(page, other, say, "mine", "theirs");
  await answer(page, say, "editor.keepMine");
  await expectSaved(page, say);
  await page.getByRole("button", { name: say("editor.revisions") }).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).not.toHaveCount(0);
  await page.keyboard.press("Escape");

  // Theirs instead of mine; undo brings mine back.
  await other.reload();
  await expect(text(other, say)).toContainText("mine");
  await collide(page, other, say, "second", "other");
  await answer(page, say, "editor.takeTheirs");
  await expect(text(page, say)).toContainText("other");
  await expect(text(page, say)).not.toContainText("second");
  await page
    .getByRole("button", { name: say("editor.undo"), exact: true })
    .first()
    .click();
  await expect(text(page, say)).toContainText("second");
  await page
    .getByRole("button", { name: say("editor.redo"), exact: true })
    .first()
    .click();
  await expect(text(page, say)).toContainText("other");
  await expectSaved(page, say);

  // Both, put together by hand.
  await collide(page, other, say, "third", "fourth");
  await answer(page, say, "editor.merge");
  const merging = page.getByRole("region", { name: say("editor.merging") });
  await expect(merging).toContainText("fourth");
  await write(page, say, "fourth");
  await merging.getByRole("button", { name: say("editor.merged"), exact: true }).click();
  await expect(merging).toBeHidden();
  await expectSaved(page, say);
  await other.reload();
  await expect(text(other, say)).toContainText("third");
  await expect(text(other, say)).toContainText("fourth");
  await other.context().close();
});

/**
 * What is drawn is written, what is written is drawn; and a text that can't be read is mended.
 *
 * Never: the picture gone while somebody writes.
 */
import { expect } from "@playwright/test";

import { test } from "../journey";
import { bar, expectSaved, openSketch, panel, picture, task, text } from "./editing";

const MOD = "ControlOrMeta";

test(
  "broken in the text, mended, and undone over both views",
  { tag: "@desk" },
  async ({ page }) => {
    const { say } = await openSketch(page, "- first: { set: { a: 1 } } # stays\n");
    await expect(task(page, say, "first")).toBeVisible();

    // A second task, and then a quote that nothing closes.
    await text(page, say).click();
    await page.keyboard.press(`${MOD}+End`);
    await page.keyboard.insertText("  - second: { set: { b: 2 } }\n");
    await expect(task(page, say, "second")).toBeVisible();
    await page.keyboard.insertText('  - third: { set: { c: "3 } }\n');
    const line = page.getByRole("button", { name: say("editor.goToLine", { line: "7" }) });
    await expect(line).toBeVisible();
    await expect(task(page, say, "second")).toBeVisible();
    await expect(picture(page, say).locator("xpath=ancestor::*[@inert]")).toHaveCount(1);
    await expect(page.locator(".cm-lint-marker-error")).toHaveCount(1);
    // It is kept as it stands all the same.
    await expectSaved(page, say);

    await line.click();
    await expect(text(page, say)).toBeFocused();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.insertText("- third: { set: { c: 3 } }");
    await expect(line).toBeHidden();
    await expect(task(page, say, "third")).toBeVisible();

    // By the picture, by the panel; and back over all of it.
    await task(page, say, "second").click();
    await panel(page, say)
      .getByRole("textbox", { name: say("panel.name"), exact: true })
      .fill("next");
    await page.keyboard.press("Enter");
    await expect(text(page, say)).toContainText("- next:");
    await task(page, say, "first").click();
    await page.keyboard.press("Delete");
    await expect(text(page, say)).not.toContainText("first");
    const undo = bar(page, say).getByRole("button", { name: say("editor.undo"), exact: true });
    await undo.click();
    await expect(text(page, say)).toContainText("- first: { set: { a: 1 } } # stays");
    await undo.click();
    await expect(task(page, say, "second")).toBeVisible();
    // Before it was mended.
    await undo.click();
    await expect(line).toBeVisible();
    const redo = bar(page, say).getByRole("button", { name: say("editor.redo"), exact: true });
    for (let step = 0; step < 3; step += 1) await redo.click();
    await expect(task(page, say, "next")).toBeVisible();
    await expect(task(page, say, "third")).toBeVisible();
    await expect(text(page, say)).not.toContainText("first");
    await expect(redo).toBeDisabled();
  },
);

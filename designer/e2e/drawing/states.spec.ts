/**
 * Each state in which a definition is drawn, for everybody: by light and dark, from both sides.
 *
 * Never: a state that only those who see and point can use.
 */
import { expect, type Locator, type Page } from "@playwright/test";

import { expectAccessible, expectNoSidewaysScroll, test, title } from "../journey";
import type { Say } from "../words";
import { bar, choose, expectSaved, openSketch, panel, task, text, textOf } from "./editing";

const TASKS = `- ask:
    call: approval:1.0.0@default
    with:
      subject: Buy it?
      approvers: ['noah@demo.example']
      form: { type: object, properties: { note: { type: string, title: Note } } }
- decided:
    switch:
      - approved: { when: '\${ .decision == "approve" }', then: order }
      - other: { then: end }
- order: { set: { done: true } }
`;

async function expectForAll(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

async function close(page: Page, dialog: Locator): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

async function expectViews(page: Page, say: Say): Promise<void> {
  await expect(task(page, say, "ask")).toBeVisible();
  await expectForAll(page);
  await choose(page, say("editor.view"), say("editor.text"));
  await expect(text(page, say)).toContainText("Buy it?");
  await expectForAll(page);
  await choose(page, say("editor.view"), say("editor.picture"));
  await choose(page, say("canvas.view"), say("canvas.list"));
  await expectForAll(page);
  await choose(page, say("canvas.view"), say("canvas.picture"));
}

/** The form of the approval, drawn; and whatever opens on the way to it. */
async function expectFilling(page: Page, say: Say): Promise<void> {
  await choose(page, say("editor.view"), say("editor.both"));
  await page.getByRole("button", { name: say("drawing.palette"), exact: true }).click();
  await page.getByRole("button", { name: say("canvas.fit"), exact: true }).click();
  await task(page, say, "ask").click();
  await expect(panel(page, say).getByRole("textbox", { name: "Subject" })).toBeVisible();
  await expectForAll(page);
  await panel(page, say)
    .getByRole("button", { name: say("panel.form.draw") })
    .click();
  const dialog = page.getByRole("dialog", { name: say("formEditor.title") });
  await dialog.getByRole("button", { name: /^Note/ }).click();
  await expect(dialog.getByLabel(say("formEditor.label"), { exact: true })).toBeVisible();
  await expectForAll(page);
  await close(page, dialog);
}

/** A condition in rows, and beneath it as jq with what it offers. */
async function expectConditions(page: Page, say: Say): Promise<void> {
  await task(page, say, "decided").click();
  const first = panel(page, say)
    .getByRole("group", { name: say("panel.switch.when") })
    .first();
  await first.getByRole("button", { name: say("jq.condition.showRaw") }).click();
  const code = first.getByRole("textbox", { name: say("jq.condition.raw") });
  await expect(code).toBeVisible();
  await expectForAll(page);
  await code.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(".dec");
  await page.keyboard.press("Control+Space");
  await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  await expectForAll(page);
  await page.keyboard.press("Escape");
}

test("drawing and filling in are for everybody", async ({ page, isMobile }) => {
  test.skip(isMobile, "A phone reads.");
  const { say } = await openSketch(page, TASKS);
  await expectViews(page, say);
  await expectFilling(page, say);
  await expectConditions(page, say);
});

async function expectTrying(page: Page, say: Say): Promise<void> {
  await page.getByRole("button", { name: say("editor.try"), exact: true }).click();
  const side = page.getByRole("complementary", { name: say("editor.try"), exact: true });
  await side.getByRole("button", { name: say("trying.go"), exact: true }).click();
  await expect(side.getByRole("form", { name: say("trying.act") })).toBeVisible();
  await expectForAll(page);
  await side.locator("button[data-style=primary]").click();
  await expect(side.getByText(say("trying.completed"))).toBeVisible();
  await expectForAll(page);
  await side.getByRole("button", { name: say("trying.close") }).click();
}

async function expectPublishing(page: Page, say: Say): Promise<void> {
  await page.getByRole("button", { name: say("editor.publish") }).click();
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", {
    name: say("publishing.compare", { version: "1.0.0" }),
  });
  await expect(save).toBeVisible();
  await expectForAll(page);
  await close(page, dialog);
}

/** What somebody else has saved while one writes: from another page of the same person. */
async function expectConflict(page: Page, say: Say, name: string): Promise<void> {
  await text(page, say).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("  - broken: { sett: 1 }\n");
  const saved = await page.request.put(`/api/v1/sketches/demo/${name}`, {
    data: { text: textOf(name, "- theirs: { set: { a: 1 } }\n") },
    headers: { "X-Baton": "1", "If-Match": '"1"' },
  });
  expect(saved.ok(), await saved.text()).toBe(true);
  await page.keyboard.press("ControlOrMeta+s");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("theirs");
  await expectForAll(page);
  await dialog.getByRole("button", { name: say("editor.merge"), exact: true }).click();
  await expectForAll(page);
  await page.getByRole("button", { name: say("editor.merged"), exact: true }).click();
}

test("trying, publishing and saving are for everybody", async ({ page, isMobile }) => {
  test.skip(isMobile, "A phone reads.");
  const { say, name } = await openSketch(page, TASKS);
  await expect(task(page, say, "ask")).toBeVisible();
  await expectTrying(page, say);
  await expectPublishing(page, say);
  await expectConflict(page, say, name);
  await expectSaved(page, say);
  const problems = bar(page, say).locator("[aria-expanded]");
  await expect(problems).toHaveAttribute("data-severity", "error");
  await problems.click();
  await expect(page.getByRole("region", { name: say("editor.problems") })).toBeVisible();
  await expectForAll(page);
  await page.getByRole("button", { name: say("editor.revisions") }).click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
  await expectForAll(page);
});

test("reading what is drawn, and the start of a day, are for everybody", async ({ page }) => {
  const { say } = await openSketch(page, TASKS);
  // A phone begins with the list.
  await expect(page.locator("[data-task], [data-entry]").first()).toBeVisible();
  await expectForAll(page);
  await choose(page, say("editor.view"), say("editor.text"));
  await expect(page.locator(".cm-content")).toContainText("Buy it?");
  await expectForAll(page);
  for (const address of ["/", "/processes/new?ready=purchase"]) {
    await page.goto(address);
    await expect(title(page)).toBeVisible();
    await expect(page.locator(".react-flow__node, #content section").first()).toBeVisible();
    await expectForAll(page);
  }
});

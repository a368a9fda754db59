/**
 * A run fails; whoever drew its process mends it, and the run goes on from where it failed.
 *
 * Never: what was done before the fault done again.
 */
import { expect } from "@playwright/test";

import { newName, signIn, start, test, title } from "../journey";
import { bar, expectSaved, panel, publishDrawn, task, textOf } from "./editing";

const TASKS = `- order: { set: { sum: 7 } }
- pay: { set: { paid: '\${ error("No.") }' } }
`;

test("from the run to the drawing, mended, and on", { tag: "@desk" }, async ({ page }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  const headers = { "X-Baton": "1", "Content-Type": "application/yaml" };
  const data = textOf(name, TASKS);
  expect((await page.request.post("/api/v1/definitions", { data, headers })).ok()).toBe(true);
  const address = `/api/v1/definitions/demo/${name}/1.0.0/publish`;
  expect((await page.request.post(address, { headers: { "X-Baton": "1" } })).ok()).toBe(true);
  const run = await start(page, `demo/${name}`);
  await page.goto(`/runs/${run}`);
  const fault = page.getByRole("region", { name: say("run.error"), exact: true });
  await expect(fault).toBeVisible();

  // To the process, and there to its drawing.
  await page.getByRole("link", { name: `demo/${name} 1.0.0` }).click();
  await expect(title(page)).toHaveText(name);
  await page.getByRole("link", { name: say("editor.edit"), exact: true }).click();
  await expect(bar(page, say)).toBeVisible();
  await task(page, say, "pay").click();
  const values = panel(page, say);
  await values.getByRole("textbox", { name: say("panel.valueOf", { name: "paid" }) }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(".sum");
  await expectSaved(page, say);
  await publishDrawn(page, say, "1.0.1", "patch");

  await page.goto(`/runs/${run}`);
  await fault.getByRole("button", { name: say("retry.open") }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel(say("retry.visit"))).toHaveValue(/pay/);
  await dialog.getByLabel(say("retry.version")).selectOption("1.0.1");
  await dialog.getByRole("textbox", { name: say("repair.reason") }).fill("Mended.");
  await dialog.getByRole("button", { name: say("retry.submit"), exact: true }).click();
  await expect(dialog).toBeHidden();
  const header = page.locator("header");
  await expect(header.getByText(say("status.completed"), { exact: true })).toBeVisible();
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("7");
});

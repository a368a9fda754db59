/**
 * Back to an earlier version, from the list of versions.
 *
 * Never: a published version changed; its text comes once more, under a new number.
 */
import { expect } from "@playwright/test";

import { definition, newName, publish, signIn, test, title } from "../journey";

test("an earlier version is made the newest again", { tag: "@desk" }, async ({ page }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  const telling = (words: string) => [{ tell: { set: { said: words } } }];
  await publish(page, definition(name, telling("before")));
  await publish(page, definition(name, telling("after"), "1.1.0"));
  await page.goto(`/processes/demo/${name}?view=versions`);
  const back = say("publishing.back", { version: "1.0.0" });
  await page.getByRole("button", { name: back, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: say("publishing.backPrepare") }).click();
  const changes = dialog.getByRole("region", { name: say("publishing.changes") });
  await expect(changes).toContainText("tell");
  const go = say("publishing.backGo", { version: "1.0.0", next: "1.1.1" });
  await dialog.getByRole("button", { name: go, exact: true }).click();
  await expect(dialog.getByText(say("publishing.backDone", { next: "1.1.1" }))).toBeVisible();
  await dialog.getByRole("button", { name: say("publishing.close") }).click();
  await expect(page.getByText(say("publishing.backNote", { version: "1.0.0" }))).toBeVisible();

  // Who starts it gets the text of then.
  await page.getByRole("link", { name: say("processes.start"), exact: true }).click();
  await page.getByRole("button", { name: say("start.submit") }).click();
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("before");
});

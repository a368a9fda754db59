/**
 * Teams, from nothing to a message that has come; and a channel that has no bot.
 *
 * Never: a package that nobody has opened.
 */
import { readFileSync } from "node:fs";

import { expect, type Locator, type Page } from "@playwright/test";

import { credentials, signIn, test, title } from "../journey";
import type { Say } from "../words";
import { Desk, expectForEverybody, type Keys } from "./desk";

/** With these two letters a zip begins. */
const ZIP = "PK";

function stepOf(page: Page, name: string): Locator {
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
}

async function setUp(page: Page, say: Say, desk: Desk): Promise<void> {
  await page
    .getByRole("region", { name: say("chats.kinds.teams"), exact: true })
    .getByRole("link")
    .click();
  await page.getByRole("button", { name: say("teamsSetUp.bot.begin"), exact: true }).click();
  const bot = stepOf(page, say("teamsSetUp.bot.title"));
  const endpoint = await bot.getByText("/chat/teams/").textContent();
  await expectForEverybody(page);
  const keys = (await desk.ask("PUT", "/teams/bot", { endpoint })) as Keys;

  const copied = stepOf(page, say("teamsSetUp.keys.title"));
  const heading = { title: say("teamsSetUp.keys.title") };
  const show = copied.getByRole("button", { name: say("chats.showOf", heading) });
  if (await show.isVisible()) await show.click();
  for (const one of ["clientId", "team", "clientSecret"])
    await copied.getByLabel(say(`teamsSetUp.keys.${one}`), { exact: true }).fill(keys[one] ?? "");
  await expectForEverybody(page);
  await copied.getByRole("button", { name: say("save.save"), exact: true }).click();
}

async function expectPackage(page: Page, say: Say): Promise<void> {
  const link = page.getByRole("link", { name: say("teamsSetUp.package.deed") });
  await expect(link).toBeVisible();
  await expectForEverybody(page);
  const coming = page.waitForEvent("download");
  await link.click();
  const saved = await coming;
  expect(saved.suggestedFilename()).toMatch(/\.zip$/);
  expect(readFileSync(await saved.path(), "latin1").slice(0, ZIP.length)).toBe(ZIP);
}

/** Teams says who somebody is once the app is theirs. */
async function expectTest(page: Page, say: Say, desk: Desk): Promise<void> {
  const { email } = credentials();
  await desk.ask("POST", `/teams/people/${email}/installation`);
  await page.reload();
  await page.getByRole("button", { name: say("chats.test.deed"), exact: true }).click();
  const sent = page
    .getByRole("status")
    .filter({ hasText: say("chats.test.sent", { name: "" }).slice(0, 5) });
  await expect(sent).toBeVisible();
  await desk.expectMessage("teams", email, "Baton");
  await expectForEverybody(page);
}

test("Teams is set up, and a message comes", async ({ page }) => {
  const desk = new Desk(page);
  const say = await signIn(page, undefined, "/chats");
  await expect(title(page)).toBeVisible();
  await page.request.delete("/api/v1/chats/teams", { headers: { "X-Baton": "1" } });
  await page.reload();
  await setUp(page, say, desk);
  await expectPackage(page, say);
  await expectTest(page, say, desk);
  await page.getByRole("button", { name: say("chats.removeApp.deed") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: say("chats.removeApp.deed") }).click();
  await expect(dialog).toBeHidden();
});

test("a channel without a bot is added", async ({ page }) => {
  const say = await signIn(page, undefined, "/chats/workflows");
  await expect(title(page)).toBeVisible();
  await page.getByRole("button", { name: say("conversations.new") }).click();
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: say("conversations.save"), exact: true });
  await save.click();
  await expect(dialog.getByText(say("conversations.needed")).first()).toBeVisible();
  // No such workflow: it is only said to whom it would be shown.
  await dialog
    .getByLabel(say("conversations.webhook"), { exact: true })
    .fill("https://prod-1.westeurope.logic.azure.com/workflows/none?sig=none");
  await dialog.getByLabel(say("conversations.name"), { exact: true }).fill("Purchasing");
  await expectForEverybody(page);
  await save.click();
  const entry = page.getByRole("article", { name: "Purchasing" });
  await expect(entry).toBeVisible();
  await expectForEverybody(page);
  await entry.getByRole("button", { name: say("conversations.remove") }).click();
  await dialog.getByRole("button", { name: say("conversations.remove") }).click();
  await expect(entry).toBeHidden();
});

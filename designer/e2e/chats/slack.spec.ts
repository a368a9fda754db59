/**
 * Slack, from nothing to a decision that was pressed there.
 *
 * Never: beside other journeys; how all people of the organisation are told is changed here.
 */
import { type Browser, expect, type Locator, type Page } from "@playwright/test";

import { byName } from "../address";
import {
  credentials,
  definition,
  expectAccessible,
  newName,
  publish,
  signIn,
  start,
  test,
  title,
} from "../journey";
import type { Say } from "../words";
import { COMES, Desk, expectForEverybody, type Keys } from "./desk";

const GRACE = "grace@demo.example";
const APPROVE = "decide/approve";

test.use({
  baseURL: async ({ baseURL }, use) => {
    await use(baseURL === undefined ? undefined : byName(baseURL));
  },
});

async function clear(page: Page): Promise<void> {
  const headers = { "X-Baton": "1" };
  await page.request.delete("/api/v1/chats/slack", { headers });
}

function stepOf(page: Page, name: string): Locator {
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
}

async function save(within: Locator, say: Say): Promise<void> {
  await within.getByRole("button", { name: say("save.save"), exact: true }).click();
}

/** From the card of Slack until the app is in the workspace. */
async function setUp(page: Page, say: Say, desk: Desk): Promise<void> {
  const name = say("chats.kinds.slack");
  const card = page.getByRole("region", { name, exact: true });
  await card.getByRole("link").click();

  const reach = stepOf(page, say("slackSetUp.reach.title"));
  await reach.getByRole("radio", { name: say("slackSetUp.reach.public") }).check();
  await save(reach, say);

  const made = stepOf(page, say("slackSetUp.app.title"));
  await made.getByText(say("slackSetUp.app.scopes")).click();
  await made.getByText(say("slackSetUp.app.see"), { exact: true }).click();
  // Each has its words: what has none would be shown by its name twice.
  await expect(made.getByText(say("chatScopes.channels:history"))).toBeVisible();
  const manifest = JSON.parse((await made.locator("pre").textContent()) ?? "") as object;
  const keys = (await desk.ask("PUT", "/slack/manifest", manifest)) as Keys;

  const copied = stepOf(page, say("slackSetUp.keys.title"));
  const show = copied.getByRole("button", {
    name: say("chats.showOf", { title: say("slackSetUp.keys.title") }),
  });
  if (await show.isVisible()) await show.click();
  await save(copied, say);
  await expect(copied.getByText(say("slackSetUp.keys.needed")).first()).toBeVisible();
  for (const one of ["clientId", "clientSecret", "signingSecret"])
    await copied.getByLabel(say(`slackSetUp.keys.${one}`), { exact: true }).fill(keys[one] ?? "");
  await expectForEverybody(page);
  await save(copied, say);

  await page.getByRole("button", { name: say("slackSetUp.install.deed") }).click();
  await expect(page.getByText(say("slackSetUp.back", { name: "Corp" }))).toBeVisible();
}

async function expectTest(page: Page, say: Say, desk: Desk): Promise<void> {
  await page.getByRole("button", { name: say("chats.test.deed"), exact: true }).click();
  await expect(page.getByText(say("chats.test.sent", { name: "Corp" }))).toBeVisible();
  await desk.expectMessage("slack", credentials().email, "Baton");
  await expectForEverybody(page);
}

/** In a conversation that all may read. */
async function addConversation(page: Page, say: Say, desk: Desk): Promise<void> {
  const { id } = (await desk.ask("POST", "/slack/channels", { name: "purchasing" })) as Keys;
  await page.goto("/chats");
  await page.getByRole("button", { name: say("conversations.new") }).click();
  const dialog = page.getByRole("dialog");
  const unlisted = dialog.getByRole("button", { name: say("conversations.notListed") });
  const link = dialog.getByLabel(say("conversations.link"), { exact: true });
  await expect(unlisted.or(link)).toBeVisible();
  if (await unlisted.isVisible()) await unlisted.click();
  await link.fill(`https://corp.slack.com/archives/${id}`);
  await dialog.getByLabel(say("conversations.name"), { exact: true }).fill("#purchasing");
  await expectForEverybody(page);
  await dialog.getByRole("button", { name: say("conversations.save"), exact: true }).click();
  const entry = page.getByRole("article", { name: "#purchasing" });
  await entry.getByRole("button", { name: say("conversations.test") }).click();
  await expect(entry.getByText(say("conversations.sent", { name: "#purchasing" }))).toBeVisible();
  await expectForEverybody(page);
}

/** What the organisation does first; then a person, for herself. */
async function chooseSlack(page: Page, say: Say, browser: Browser): Promise<void> {
  await page.goto("/organisation");
  const usual = page.getByRole("region", { name: say("usualTelling.title") });
  const asked = { topic: say("topics.asked"), channel: say("telling.slack") };
  await usual.getByRole("checkbox", { name: say("telling.by", asked) }).check();
  await save(usual, say);
  await expect(usual.getByText(say("save.saved"))).toBeVisible();
  await expectAccessible(page);

  const theirs = await browser.newPage();
  const tell = await signIn(theirs, { ...credentials(), email: GRACE }, "/me");
  const own = theirs.getByRole("region", { name: tell("telling.title") });
  const mine = { topic: tell("topics.asked"), channel: tell("telling.slack") };
  await expect(own.getByRole("checkbox", { name: tell("telling.by", mine) })).toBeChecked();
  const when = { topic: tell("topics.asked"), channel: tell("telling.when") };
  const pace = own.getByRole("combobox", { name: tell("telling.by", when) });
  await pace.selectOption("hourly");
  await save(own, tell);
  await expect(own.getByText(tell("save.saved"))).toBeVisible();
  await expectForEverybody(theirs);
  await own.getByRole("button", { name: tell("telling.usual") }).click();
  await save(own, tell);
  await expect(pace).toHaveValue("at-once");
  await theirs.close();
}

async function expectDecision(page: Page, say: Say, desk: Desk): Promise<void> {
  const name = newName();
  const ask = {
    call: "approval:1.0.0@default",
    with: { subject: name, body: "It costs **1,900 €**.", approvers: [GRACE] },
  };
  await publish(page, definition(name, [{ ask }]));
  const run = await start(page, `demo/${name}`);
  await desk.expectMessage("slack", GRACE, name);
  const pressed = { in: name, button: APPROVE };
  expect(await desk.ask("POST", `/slack/people/${GRACE}/presses`, pressed)).toMatchObject({
    ok: true,
  });
  await page.goto(`/runs/${run}`);
  await expect(page.getByText(say("status.completed")).first()).toBeVisible(COMES);
}

/** So that the next one begins with nothing. */
async function takeAway(page: Page, say: Say): Promise<void> {
  await page.goto("/organisation");
  const usual = page.getByRole("region", { name: say("usualTelling.title") });
  await usual.getByRole("button", { name: say("usualTelling.first") }).click();
  await save(usual, say);
  await expect(usual.getByText(say("save.saved"))).toBeVisible();
  await page.goto("/chats/slack");
  await page.getByRole("button", { name: say("chats.removeApp.deed") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: say("chats.removeApp.deed") }).click();
  await expect(dialog).toBeHidden();
}

test("Slack is set up, and a decision is pressed in it", async ({ page, browser }) => {
  const desk = new Desk(page);
  const say = await signIn(page, undefined, "/chats");
  await expect(title(page)).toBeVisible();
  await clear(page);
  await page.reload();
  await desk.ask("POST", "/slack/people", [credentials().email, GRACE]);
  await setUp(page, say, desk);
  await expectTest(page, say, desk);
  await addConversation(page, say, desk);
  await chooseSlack(page, say, browser);
  await expectDecision(page, say, desk);
  await takeAway(page, say);
});

/**
 * Being told: at the bell, at the edge of the page, by mail, or not by mail; and what a mail says
 * to those who see it badly.
 *
 * Never: a mail read anywhere but on the page of the mailbox.
 */
import { type Browser, expect, type Page, type TestInfo } from "@playwright/test";

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

const COMES = { timeout: 90_000 };

/** Two for each way in which the journeys are taken, so that those side by side tell others. */
const APPROVERS: Readonly<Record<string, readonly [string, string]>> = {
  "desktop light": ["grace", "mei"],
  "desktop dark Arabic": ["linus", "priya"],
  "phone dark": ["omar", "tom"],
  "phone light Arabic": ["fatima", "zoe"],
};

function approver(test: TestInfo, one: 0 | 1): string {
  const [first, second] = APPROVERS[test.project.name] ?? ["grace", "mei"];
  return `${[first, second][one]}@demo.example`;
}

function purchase(name: string, email: string): object {
  const body = "It costs **1,900 €**.\n\n# Why\n\nThe old one is [broken](https://shop.example).";
  const ask = {
    call: "approval:1.0.0@default",
    with: { subject: name, body, approvers: [email] },
  };
  return definition(name, [{ ask }]);
}

async function as(browser: Browser, email: string): Promise<{ theirs: Page; tell: Say }> {
  const theirs = await browser.newPage();
  const tell = await signIn(theirs, { ...credentials(), email }, "/processes");
  await expect(title(theirs)).toBeVisible();
  return { theirs, tell };
}

function bell(page: Page, say: Say) {
  return page.locator("header").getByRole("button", { name: say("notices.title") });
}

async function askFor(page: Page, email: string): Promise<string> {
  const name = newName();
  await publish(page, purchase(name, email));
  await start(page, `demo/${name}`);
  return name;
}

/** The mail as a program shows it, judged in a page of its own. */
async function expectAccessibleMail(page: Page, id: string) {
  const answer = await page.request.get(`/api/v1/mailbox/${id}`);
  const { html } = (await answer.json()) as { html: string };
  const context = page.context();
  const shown = await context.newPage();
  await shown.setContent(html);
  for (const colorScheme of ["light", "dark"] as const) {
    await shown.emulateMedia({ colorScheme });
    await expectAccessible(shown, ["region", "landmark-one-main"]);
  }
  await shown.close();
}

test("who is asked hears of it at once, and follows it from the tray", async ({
  page,
  browser,
}, info) => {
  const email = approver(info, 0);
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const { theirs, tell } = await as(browser, email);
  const name = await askFor(page, email);

  const news = theirs.getByRole("region", { name: tell("notices.new") });
  await expect(news.getByRole("link", { name })).toBeVisible();
  // What has the focus stays while it is looked at.
  await news.getByRole("link", { name }).focus();
  await expectAccessible(theirs);
  await expectNoSidewaysScroll(theirs);
  await news
    .getByRole("button", { name: tell("notices.dismiss", { subject: name }) })
    .first()
    .click();
  await expect(news.getByRole("link", { name })).toBeHidden();

  await expect(bell(theirs, tell).locator("[data-count]")).toBeVisible();
  await bell(theirs, tell).click();
  const tray = theirs.getByRole("dialog");
  await expect(tray.getByRole("link", { name })).toBeVisible();
  await expectAccessible(theirs);
  await tray.getByRole("link", { name }).click();
  await expect(title(theirs)).toHaveText(name);

  await bell(theirs, tell).click();
  const line = theirs.getByRole("dialog").getByRole("listitem").filter({ hasText: name });
  await expect(line).not.toContainText(tell("notices.unread"));
  await theirs.close();

  // In a page of its own: that its frame refuses the scripts of whoever looks into it is no fault.
  const reader = await page.context().newPage();
  await reader.goto("/mailbox");
  await expect(reader.getByText(say("mailbox.noServer"))).toBeVisible();
  const mail = reader.getByRole("link", { name });
  await expect(mail).toBeVisible(COMES);
  await expectAccessible(reader);
  await expectNoSidewaysScroll(reader);
  await mail.click();
  await expect(title(reader)).toHaveText(name);
  const frame = reader.frameLocator("iframe");
  await expect(frame.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(frame.getByRole("link")).not.toHaveCount(0);
  await expect(reader.getByText("/decide/").first()).toBeVisible();
  await expectAccessible(reader);
  await expectNoSidewaysScroll(reader);
  await expectAccessibleMail(reader, new URL(reader.url()).pathname.split("/").at(-1) ?? "");
});

test("who wants no mail gets none, and hears of it all the same", async ({
  page,
  browser,
}, info) => {
  const email = approver(info, 1);
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const { theirs, tell } = await as(browser, email);
  await bell(theirs, tell).click();
  await theirs
    .getByRole("dialog")
    .getByRole("link", { name: tell("notices.choices") })
    .click();
  const section = theirs.getByRole("region", { name: tell("telling.title") });
  const asked = { topic: tell("topics.asked"), channel: tell("telling.email") };
  const byMail = section.getByRole("checkbox", { name: tell("telling.by", asked) });
  const save = async () => {
    await section.getByRole("button", { name: tell("save.save"), exact: true }).click();
    await expect(section.getByText(tell("save.saved"))).toBeVisible();
  };
  await byMail.uncheck();
  await save();
  await expectAccessible(theirs);
  await expectNoSidewaysScroll(theirs);

  const silent = await askFor(page, email);
  const news = theirs.getByRole("region", { name: tell("notices.new") });
  await expect(news.getByRole("link", { name: silent })).toBeVisible();
  // Mails go one after the other: once this one has come, the one before would have.
  const told = await askFor(page, approver(info, 0));
  await page.goto("/mailbox");
  await expect(page.getByRole("link", { name: told })).toBeVisible(COMES);
  await expect(page.getByRole("link", { name: silent })).toBeHidden();
  await expect(page.getByText(say("mailbox.noServer"))).toBeVisible();
  await byMail.check();
  await save();
  await theirs.close();
});

/**
 * Coming in: a department, an invitation, its mail, the first sign-in, and away with a deputy.
 *
 * Never: a link taken from anywhere but the mail.
 */
import { expect, type Page } from "@playwright/test";

import { expectAccessible, expectNoSidewaysScroll, newName, signIn, test, title } from "./journey";
import { linkTo, MAILS, PASSWORD } from "./mails";
import { type Say, speaker } from "./words";

function dialog(page: Page) {
  return page.getByRole("dialog");
}

async function press(page: Page, say: Say, word: string) {
  await page.getByRole("button", { name: say(word), exact: true }).click();
}

async function submit(page: Page, say: Say, word: string) {
  await dialog(page)
    .getByRole("button", { name: say(word), exact: true })
    .click();
  await expect(dialog(page)).toBeHidden();
}

test("somebody is invited, accepts, signs in and goes away", async ({ page, browser }) => {
  test.skip(MAILS === undefined, "Set BATON_E2E_DATA to the data folder of the stack.");
  const department = newName();
  const name = newName();
  const email = `${name}@demo.example`;
  const say = await signIn(page, undefined, "/departments");

  await press(page, say, "departments.add");
  await dialog(page).getByLabel(say("departments.name")).fill(department);
  await submit(page, say, "departments.submit");
  await expect(page.getByRole("link", { name: department })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto("/people");
  await press(page, say, "people.invite");
  await dialog(page).getByLabel(say("people.email")).fill(email);
  await dialog(page).getByLabel(say("people.name")).fill(name);
  await dialog(page)
    .getByRole("combobox", { name: say("people.department") })
    .fill(department);
  await page.getByRole("option", { name: department }).click();
  await submit(page, say, "invite.submit");

  const link = await linkTo(email);
  const theirs = await browser.newPage();
  await theirs.goto(link);
  const tell = await speaker(theirs);
  await theirs.getByLabel(tell("invitation.password"), { exact: true }).fill(PASSWORD);
  await expectAccessible(theirs);
  await press(theirs, tell, "invitation.accept");
  await expect(title(theirs)).toHaveText(tell("home.title"));

  await theirs.goto("/me?open=away");
  await dialog(theirs).getByLabel(tell("away.until")).fill(`${nextYear()}-01-31`);
  await dialog(theirs)
    .getByRole("combobox", { name: tell("away.deputy") })
    .fill("Ada");
  await theirs.getByRole("option", { name: /Ada/ }).first().click();
  await submit(theirs, tell, "away.submit");
  await expect(theirs.getByText(tell("person.standsIn"))).toBeVisible();
  await expectAccessible(theirs);
  await expectNoSidewaysScroll(theirs);

  // A link works once.
  await theirs.goto("/");
  await theirs.goto(link);
  await expect(theirs.getByRole("alert")).toBeVisible();
  await theirs.close();

  await page.goto(`/people?search=${name}`);
  await page.getByRole("link", { name }).click();
  await expect(title(page)).toHaveText(name);
  await expect(page.getByText(say("person.standsIn"))).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

/** The year after this one. */
function nextYear(): string {
  return String(new Date().getFullYear() + 1);
}

test("the pages of people and groups are for everybody", async ({ page }) => {
  const say = await signIn(page, undefined, "/people");
  await expect(page.locator("[data-row]").first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.goto("/groups");
  await expect(title(page)).toHaveText(say("groups.title"));
  await press(page, say, "groups.add");
  await expect(dialog(page)).toBeVisible();
  await expectNoSidewaysScroll(page);
});

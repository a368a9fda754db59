/**
 * Signing in and out, and what is one's own: language, light, keyboard, permissions.
 *
 * Never: a hint which of email and password was wrong.
 */
import { expect } from "@playwright/test";

import { credentials, expectAccessible, signIn, test, title } from "./journey";
import { speaker } from "./words";

test("a wrong password is answered with what to do", async ({ page }) => {
  // Another one each time: who guesses often is slowed down, and the next run must not be.
  const email = `nobody-${Date.now().toString(36)}@example.com`;
  await signIn(page, { email, password: "certainly not this one" });
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.locator("input[name=current-password]")).toBeFocused();
  await expectAccessible(page);
});

test("who signs out is out, and comes back to where they were", async ({ page }) => {
  const say = await signIn(page, undefined, "/runs?status=faulted");
  await expect(title(page)).toHaveText(say("runs.title"));
  await page.getByRole("button", { name: new RegExp("Ada Byron") }).click();
  await page.getByRole("menuitem", { name: say("header.signOut") }).click();
  await expect(page.locator("input[name=email]")).toBeVisible();
  await signIn(page, undefined, "/runs?status=faulted");
  await expect(page).toHaveURL(/status=faulted/);
  await expect(page.getByRole("button", { pressed: true })).toHaveText(say("status.faulted"));
});

test("a session that has ended elsewhere ends here, with the way back", async ({ page }) => {
  const say = await signIn(page, undefined, "/runs");
  await expect(title(page)).toBeVisible();
  await page.request.delete("/api/v1/session", { headers: { "X-Baton": "1" } });
  await expect(page.getByText(say("signIn.ended"))).toBeVisible();
});

test("the language is changed in the menu", async ({ page }) => {
  const before = await signIn(page);
  await page.getByRole("button", { name: new RegExp("Ada Byron") }).click();
  const was = await page.evaluate(() => document.documentElement.lang);
  const name = was === "ar" ? "English" : "العربية";
  await page.getByRole("menuitemradio", { name }).click();
  const after = await (async () => {
    await expect(page.locator("html")).toHaveAttribute("dir", was === "ar" ? "ltr" : "rtl");
    return speaker(page);
  })();
  await expect(title(page)).toHaveText(after("home.title"));
  expect(after("home.title")).not.toBe(before("processes.title"));
});

test("a member sees what members may", async ({ page }) => {
  const say = await signIn(page, { ...credentials(), email: "noah@demo.example" });
  await expect(title(page)).toHaveText(say("home.title"));
  await page.goto("/runs");
  await expect(title(page)).toBeVisible();
  await expect(page.getByText(say("runs.starter"), { exact: true })).toHaveCount(0);
});

test("all of it goes by keyboard", async ({ page, isMobile }) => {
  test.skip(isMobile, "A phone has no keyboard.");
  const say = await signIn(page);
  await expect(title(page)).toHaveText(say("home.title"));
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(title(page)).toHaveText(say("runs.title"));
  await expect(title(page)).toBeFocused();
  await page.keyboard.press("/");
  await expect(page.locator("input[data-search]")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.locator("body").focus();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: say("palette.title") }).fill("hello");
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole("option", { name: /Say hello/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Say hello");
});

/**
 * From the sign-in to a finished run, as a person does it.
 *
 * Never: a call to the API past the page.
 */
import { expect } from "@playwright/test";

import {
  chosenRun,
  expectAccessible,
  expectNoSidewaysScroll,
  runHello,
  signIn,
  test,
} from "./journey";

test("a wrong password is answered with what to do", async ({ page }) => {
  // Another one each time: who guesses often is slowed down, and the next run must not be.
  const email = `nobody-${Date.now().toString(36)}@example.com`;
  await signIn(page, { email, password: "certainly not this one" });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The email or the password is wrong.");
  await expect(alert).toContainText("Try again");
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("a run goes from its input to its output", async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Processes" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Run hello" })).toBeVisible();
  await expectAccessible(page);
  await runHello(page, '{"name": "Ada"}');
  const run = chosenRun(page);
  await expect(run.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(run.getByRole("group", { name: "Output" })).toContainText("Hello, Ada!");
  await expect(page).toHaveTitle(/^Completed/);
  await run.locator("summary").first().click();
  await expect(run.getByRole("group", { name: /: Output$/ }).first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.reload();
  await expect(run.getByRole("group", { name: "Output" })).toContainText("Hello, Ada!");
});

test("a run is found again among the latest ones", async ({ page, isMobile }) => {
  await signIn(page);
  await runHello(page, '{"name": "Grace"}');
  const run = chosenRun(page);
  await expect(run.getByRole("group", { name: "Output" })).toContainText("Hello, Grace!");
  const id = new URL(page.url()).searchParams.get("run") ?? "";
  await page.goBack();
  await expect(run.getByText("Choose a run")).toBeVisible({ visible: !isMobile });
  const row = page.locator(`a[href$="${id}"]`);
  await expect(row).toContainText("Completed");
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(run.getByRole("group", { name: "Output" })).toContainText("Hello, Grace!");
  if (isMobile) await page.getByRole("button", { name: "Runs" }).click();
  await expect(row).toBeFocused();
});

test("a wrong input is named with its place and can be mended", async ({ page }) => {
  await signIn(page);
  await runHello(page, '{\n  "name": Ada\n}');
  const input = page.getByRole("textbox", { name: "Input" });
  await expect(input).toHaveAccessibleDescription(/Line 2, column 11/);
  await expect(input).toBeFocused();
  await expectAccessible(page);
  await input.fill('{"name": "Ada"}');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(chosenRun(page).getByRole("group", { name: "Output" })).toContainText("Hello, Ada!");
});

test("who signs out is out", async ({ page }) => {
  await signIn(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Email")).toBeVisible();
  await page.goto("/?run=00000000-0000-0000-0000-000000000000");
  await expect(page.getByLabel("Email")).toBeVisible();
});

test("nothing of the page is inline", async ({ page }) => {
  await page.route("/", async (route) => {
    const answer = await route.fetch();
    const headers = { ...answer.headers(), "content-security-policy": "default-src 'self'" };
    await route.fulfill({ response: answer, headers });
  });
  await signIn(page);
  await runHello(page, '{"name": "Ada"}');
  await expect(chosenRun(page).getByRole("group", { name: "Output" })).toContainText("Hello, Ada!");
});

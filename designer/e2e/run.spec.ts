/**
 * Runs: started, followed, found again, halted, ended.
 *
 * Never: a call to the API past the page for what the journey is about.
 */
import { expect, type Page } from "@playwright/test";

import { definition, newName, publish, signIn, start, test, title } from "./journey";
import type { Say } from "./words";

async function startHello(page: Page, say: Say, input: string): Promise<void> {
  await page.goto("/processes/demo/hello/start");
  await page.locator("textarea[name=input]").fill(input);
  await page.getByRole("button", { name: say("start.submit") }).click();
}

function output(page: Page, say: Say) {
  return page.getByRole("group", { name: say("run.output"), exact: true });
}

test("from the list to the end of a run", async ({ page }) => {
  const say = await signIn(page);
  const startable = page.getByRole("list", { name: say("home.processes"), exact: true });
  await startable.getByRole("link", { name: "Say hello", exact: true }).click();
  await expect(title(page)).toHaveText("Say hello");
  await page.getByRole("link", { name: say("processes.start"), exact: true }).click();
  await page.locator("textarea[name=input]").fill('{"name": "Ada"}');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(output(page, say)).toContainText("Hello, Ada!");
  await expect(page).toHaveTitle(new RegExp(say("status.completed")));
  await page.reload();
  await expect(output(page, say)).toContainText("Hello, Ada!");
});

test("a wrong input is named with its place and can be mended", async ({ page }) => {
  const say = await signIn(page);
  await startHello(page, say, '{\n  "name": Ada\n}');
  const input = page.locator("textarea[name=input]");
  await expect(input).toHaveAttribute("aria-invalid", "true");
  await expect(input).toBeFocused();
  await input.fill('{"name": "Ada"}');
  await page.getByRole("button", { name: say("start.submit") }).click();
  await expect(output(page, say)).toContainText("Hello, Ada!");
});

test("a run is found again by the palette and by the filter", async ({ page }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  await publish(page, definition(name, [{ only: { set: { found: true } } }]));
  const run = await start(page, `demo/${name}`);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: say("palette.title") }).fill(run);
  const option = page.getByRole("option", { name: new RegExp(name) }).first();
  await expect(option).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(run));
  await page.goto(`/runs?workflow=demo/${name}&status=completed`);
  await expect(page.locator(`[data-run="${run}"]`)).toBeVisible();
  await page.goto(`/runs?workflow=demo/${name}&status=faulted`);
  await expect(page.getByText(say("runs.notFound"))).toBeVisible();
  await page
    .locator("#content")
    .getByRole("button", { name: say("list.clear") })
    .last()
    .click();
  await expect(page.locator(`[data-run="${run}"]`)).toBeVisible();
});

test("what happens shows while one looks", async ({ page }) => {
  const say = await signIn(page, undefined, "/runs");
  await expect(title(page)).toBeVisible();
  const name = newName();
  await publish(page, definition(name, [{ pause: { wait: { hours: 1 } } }]));
  // Under the pointer the list would hold still.
  await page.mouse.move(0, 0);
  const run = await start(page, `demo/${name}`);
  const row = page.locator(`[data-run="${run}"]`);
  await expect(row).toContainText(say("status.waiting"));
  await row.click();
  const command = (word: string) => page.getByRole("button", { name: say(word), exact: true });
  for (const [word, status] of [
    ["command.suspend", "status.suspended"],
    ["command.resume", "status.waiting"],
    ["command.cancel", "status.cancelled"],
  ] as const) {
    await command(word).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Tried.");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say(word), exact: true })
      .click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.locator("header").getByText(say(status), { exact: true })).toBeVisible();
  }
  await expect(command("command.cancel")).toBeHidden();
});

test("a row keeps its place under the keyboard while runs come in", async ({ page }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  await publish(page, definition(name, [{ only: { set: { a: 1 } } }]));
  const first = await start(page, `demo/${name}`);
  await page.goto(`/runs?workflow=demo/${name}`);
  const row = page.locator(`[data-run="${first}"]`);
  await row.focus();
  await start(page, `demo/${name}`);
  const offer = page.locator("#content [role=status] button");
  await expect(offer).toBeVisible();
  await expect(row).toBeFocused();
  await offer.click();
  await expect(page.locator("[data-run]")).toHaveCount(2);
  await expect(page.getByText(say("runs.title")).first()).toBeVisible();
});

test("who loses the connection is told, and misses nothing", async ({ page, context }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  await publish(page, definition(name, [{ only: { set: { a: 1 } } }]));
  let cut = false;
  await page.routeWebSocket("**/api/v1/live", (socket) => {
    if (cut) {
      void socket.close();
      return;
    }
    const server = socket.connectToServer();
    const timer = setInterval(() => {
      if (!cut) return;
      clearInterval(timer);
      void server.close();
      void socket.close();
    }, 100);
  });
  await page.goto(`/runs?workflow=demo/${name}`);
  cut = true;
  await expect(page.getByText(say("connection.offline"))).toBeVisible();
  const run = await start(page, `demo/${name}`);
  cut = false;
  // It tries by itself too, and may be back before the button is pressed.
  await page
    .getByRole("button", { name: say("connection.again") })
    .click({ timeout: 5_000 })
    .catch(() => undefined);
  await expect(page.locator(`[data-run="${run}"]`)).toContainText(say("status.completed"));
  await expect(page.getByText(say("connection.offline"))).toBeHidden();
  expect(context.pages()).toHaveLength(1);
});

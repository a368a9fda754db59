/**
 * What pages look like, against pictures that somebody has looked at and kept in `snapshots`.
 *
 * They were taken with the fonts that the application brings along, but another machine smooths
 * them differently: a few pixels may differ, a box that has moved may not. What differs from run to
 * run, such as a time, is masked. How they are taken anew stands in CONTRIBUTING.md.
 *
 * Never: a picture renewed unseen.
 */
import { expect, type Locator, type Page } from "@playwright/test";

import { signIn, start, test, title } from "../journey";
import { type Say, speaker } from "../words";
import { bar, openEditor, panel, task, text } from "./editing";

/** Of all pixels. A letter that is smoothed differently is no other picture, a missing button is. */
const LOOSE = { maxDiffPixelRatio: 0.01, threshold: 0.3 };
const HEADERS = { "X-Baton": "1" };

type Ready = { readonly items: readonly { readonly name: string; readonly text: string }[] };

/**
 * The ready-made purchase, as it comes, whatever is left of an earlier time; always under the same
 * name, as that is to be seen, and each test under its own: nobody else has it open.
 */
async function openPurchase(page: Page, name: string): Promise<Say> {
  const place = `/api/v1/sketches/demo/${name}`;
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const { items } = (await (await page.request.get("/api/v1/ready")).json()) as Ready;
  const made = items.find((one) => one.name === "purchase");
  const whole = (made?.text ?? "")
    .replace(/^( +namespace:).*/m, "$1 demo")
    .replace(/^( +name:).*/m, `$1 ${name}`);
  const before = await page.request.get(place);
  const revision = before.ok() ? before.headers()["etag"] : undefined;
  const match = revision === undefined ? { "If-None-Match": "*" } : { "If-Match": revision };
  const headers = { ...HEADERS, ...match };
  const saved = await page.request.put(place, { data: { text: whole }, headers });
  expect(saved.ok(), await saved.text()).toBe(true);
  await openEditor(page, say, name);
  await expect(text(page, say)).toContainText(name);
  return say;
}

/** Once nothing moves any more. */
async function expectLook(page: Page, name: string, masked: readonly Locator[] = []) {
  const say = await speaker(page);
  await page.mouse.move(0, 0);
  // What others do in other journeys is told to this person too.
  const told = page.getByRole("region", { name: say("notices.new") });
  await told.evaluateAll((all) => all.forEach((one) => one.remove()));
  // A page that an attempt before has left open is forgotten after a while.
  await expect(page.getByText(say("room.twice"))).toBeHidden({ timeout: 60_000 });
  const bell = page.getByRole("button", { name: say("notices.title") });
  const counted = bell.locator("[data-count]");
  const saved = page.locator("header p[aria-live=off]");
  const mask = [bell, counted, saved, page.locator("time"), ...masked];
  await expect(page).toHaveScreenshot(`${name}.png`, { ...LOOSE, mask });
}

test("the editor, its panel, a trial and publishing", { tag: "@desk" }, async ({ page }) => {
  const say = await openPurchase(page, "purchase-look");
  await expect(task(page, say, "askManager")).toBeVisible();
  await expectLook(page, "editor-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectLook(page, "editor-dark");
  await page.emulateMedia({ colorScheme: "light" });

  await task(page, say, "askManager").click();
  await expect(panel(page, say).getByRole("textbox", { name: "Subject" })).toBeVisible();
  await expectLook(page, "panel");

  await page.getByRole("button", { name: say("editor.publish") }).click();
  await expect(page.getByRole("dialog").getByText(say("publishing.first"))).toBeVisible();
  await expectLook(page, "publishing");
  await page.keyboard.press("Escape");

  await bar(page, say)
    .getByRole("button", { name: say("editor.try"), exact: true })
    .click();
  const side = page.getByRole("complementary", { name: say("editor.try"), exact: true });
  await side.getByLabel(/What do you need/).fill("A desk");
  await side.getByLabel(/What does it cost/).fill("500");
  await side.getByRole("textbox", { name: /When do you need it/ }).fill("31/12/2030");
  await side.getByRole("button", { name: say("trying.go"), exact: true }).click();
  await side.getByLabel(say("trying.people")).fill("Fatima");
  await side.getByRole("button", { name: say("trying.goOn") }).click();
  await expect(side.getByRole("form", { name: say("trying.act") })).toBeVisible();
  await expectLook(page, "trying");
});

test("what there is to begin with", { tag: "@desk" }, async ({ page }) => {
  const say = await signIn(page);
  const ready = page.getByRole("region", { name: say("home.ready"), exact: true });
  await expect(ready.getByRole("listitem").first()).toBeVisible();
  await ready.scrollIntoViewIfNeeded();
  // Where it begins depends on what stands before it: at a part of a pixel, each letter is another.
  await ready.evaluate((region) => {
    const { y } = region.getBoundingClientRect();
    region.style.marginBlockStart = `${Math.ceil(y) - y}px`;
  });
  const { x, y } = (await ready.boundingBox()) ?? { x: 0, y: 0 };
  const clip = { x: Math.round(x), y: Math.round(y), width: 1140, height: 400 };
  await expect(page).toHaveScreenshot("home-ready.png", { ...LOOSE, clip });
});

test("from right to left", { tag: "@arabic" }, async ({ page }) => {
  const say = await openPurchase(page, "purchase-arabic");
  await expect(task(page, say, "askManager")).toBeVisible();
  await task(page, say, "askManager").click();
  await expect(panel(page, say).getByRole("textbox").first()).toBeVisible();
  await expectLook(page, "editor-arabic");
});

test("a process and a run on a phone", { tag: "@phone" }, async ({ page }) => {
  const say = await signIn(page, undefined, "/processes/demo/hello");
  await expect(page.locator(".react-flow__node, [data-pointer]").first()).toBeVisible();
  await expectLook(page, "phone-process");
  const run = await start(page, "demo/hello", { name: "Ada" });
  await page.goto(`/runs/${run}`);
  await expect(page.getByRole("group", { name: say("run.output"), exact: true })).toBeVisible();
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
  await expectLook(page, "phone-run", [page.locator("#content dl")]);
});

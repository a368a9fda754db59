/**
 * Every page as a person meets it: readable by all, nothing sideways, nothing broken.
 *
 * Never: a page that only a mouse can use.
 */
import { expect } from "@playwright/test";

import {
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

const PAGES = [
  ["/", "#content section"],
  ["/processes", "[data-row]"],
  ["/processes?search=nothing-of-this-name", "#content button"],
  ["/processes/demo/hello", "[data-pointer], .react-flow__node"],
  ["/processes/demo/hello?view=text", ".cm-line"],
  ["/processes/demo/hello?view=versions", "[data-row]"],
  ["/processes/demo/hello?view=runs", "#content"],
  ["/processes/demo/hello/start", "textarea[name=input]"],
  ["/runs", "#content"],
  ["/departments", "#content h1"],
  ["/groups", "#content h1"],
  ["/chats", "#content section"],
  ["/chats/slack", "#content ol"],
  ["/chats/teams", "#content ol"],
  ["/chats/workflows", "#content ol"],
  ["/styleguide", "[data-role]"],
  ["/nowhere", "#content a"],
] as const;

test("every page is for everybody", async ({ page }) => {
  await signIn(page);
  await expect(title(page)).toBeVisible();
  for (const [address, shown] of PAGES) {
    await page.goto(address);
    await expect(page.locator(shown).first()).toBeVisible();
    await expect(title(page)).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});

test("a run is for everybody, in each of its views", async ({ page }) => {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  const detail = "Nobody has seen it.";
  const error = { type: "https://demo.example/errors/lost", status: 500, title: "Lost", detail };
  await publish(
    page,
    definition(name, [{ look: { set: { a: 1 } } }, { lose: { raise: { error } } }]),
  );
  const run = await start(page, `demo/${name}`, { parcel: "☃" });
  for (const view of ["picture", "times", "facts"]) {
    await page.goto(`/runs/${run}?view=${view}`);
    await expect(page.getByText(say("remedy.raised"))).toBeVisible();
    await expect(page.getByText(detail).first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});

test("the widest page is not lost in width", async ({ page, isMobile }) => {
  test.skip(isMobile, "A phone is not wide.");
  await page.setViewportSize({ width: 2560, height: 1300 });
  await signIn(page, undefined, "/runs");
  await expect(title(page)).toBeVisible();
  await expectNoSidewaysScroll(page);
});

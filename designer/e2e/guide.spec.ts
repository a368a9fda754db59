/**
 * The guide to a first process, followed press by press by somebody who has never seen Baton: what
 * it ticks has happened, and the whole round is done by one person.
 *
 * Never: a press that the guide doesn't ask for, or an address that is typed.
 */
import { expect, type Locator, type Page } from "@playwright/test";

import { expectAccessible, expectNoSidewaysScroll, newName, signIn, test } from "./journey";
import type { Say } from "./words";

/** What a person takes to read a step and to find its place; 0 where nobody watches. */
const PACE_MS = Number(process.env["BATON_E2E_PACE"] ?? 0);
const KEY_MS = PACE_MS === 0 ? 0 : 120;
const FIVE_MINUTES_MS = 300_000;

/** Presses and keys as a person gives them, counted. */
class Hand {
  presses = 0;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(what: Locator): Promise<void> {
    await what.waitFor();
    await this.#page.waitForTimeout(PACE_MS);
    await what.click();
    this.presses += 1;
  }

  async write(where: Locator, text: string): Promise<void> {
    await this.press(where);
    await this.#page.keyboard.type(text, { delay: KEY_MS });
  }
}

const guideOf = (page: Page, say: Say) =>
  page.getByRole("complementary", { name: say("guide.title"), exact: true });

async function expectStep(page: Page, say: Say, step: string): Promise<void> {
  const title = say(`guide.steps.${step}.title`);
  await expect(guideOf(page, say).getByRole("heading", { name: title, level: 3 })).toBeVisible();
}

/** What the guide frames is what is pressed. */
const framed = (page: Page, name?: string) =>
  page.locator("[data-guided]").filter(name === undefined ? {} : { hasText: name });

test.describe.configure({ mode: "serial" });

test("a first process is drawn, tried, published, started and decided alone", async ({ page }, {
  project,
}) => {
  // Each step says and frames the same in every project; once is enough.
  test.skip(project.name !== "desktop light");
  // At the pace of a person it takes longer than other journeys.
  test.setTimeout(2 * FIVE_MINUTES_MS);
  const say = await signIn(page);
  const began = Date.now();
  const hand = new Hand(page);
  const button = (word: string, within: Page | Locator = page) =>
    within.getByRole("button", { name: say(word), exact: true });
  const title = newName();

  await hand.press(button("guide.offerBegin"));
  await expectStep(page, say, "name");
  await hand.write(page.getByLabel(say("newProcess.name"), { exact: true }), title);
  await hand.press(framed(page, say("newProcess.create")));

  await expectStep(page, say, "form");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await hand.press(framed(page, say("panel.form.begin")));
  await hand.press(framed(page, say("formEditor.add")));
  await hand.press(page.getByRole("menuitem", { name: say("formEditor.kinds.text"), exact: true }));
  await page.keyboard.type("Which day", { delay: KEY_MS });
  await hand.press(framed(page, say("formEditor.done")));

  await expectStep(page, say, "approval");
  await hand.press(framed(page, say("drawing.new.approval.title")));
  await expectStep(page, say, "decider");
  await hand.press(page.locator("input[data-guided]"));
  await hand.press(page.getByRole("option", { name: say("panel.who.person"), exact: true }));
  const whom = page.getByRole("combobox", { name: say("panel.who.person"), exact: true });
  await hand.write(whom.and(page.locator("[data-guided]")), "Ada");
  await hand.press(page.getByRole("option").filter({ hasText: "ada@demo.example" }));
  await expectStep(page, say, "alone");
  // What was done survives a reload, and is not asked for again.
  await page.keyboard.press("Control+s");
  await expect(page.getByText(say("editor.unsaved"), { exact: true })).toBeHidden();
  await page.reload();
  await expectStep(page, say, "alone");
  await hand.press(page.locator(".react-flow__node[data-guided]"));
  await hand.press(framed(page, say("panel.part.rules")));
  await hand.press(page.locator("input[data-guided]"));

  await expectStep(page, say, "try");
  await hand.press(framed(page, say("editor.try")));
  await hand.press(page.locator("form [data-guided]"));
  await hand.press(button("decisions.approve", framed(page)));
  await expectStep(page, say, "publish");
  await hand.press(framed(page, say("editor.publish")));
  await hand.press(page.getByRole("dialog").locator("[data-guided]"));
  await hand.press(framed(page, say("publishing.publish", { version: "1.0.0" })));

  await expectStep(page, say, "start");
  await hand.press(page.locator('a[data-guided][href$="/start"]'));
  await hand.press(framed(page, say("start.submit")));
  await expectStep(page, say, "decide");
  await hand.press(framed(page, say("now.toApproval")));
  await hand.press(framed(page, say("decisions.approve")));
  await expectStep(page, say, "end");
  await hand.press(page.locator('a[data-guided][href^="/runs/"]'));
  const over = guideOf(page, say).getByRole("heading", { name: say("guide.overTitle") });
  await expect(over).toBeVisible();
  await expectAccessible(page);
  const tookMs = Date.now() - began;
  const seconds = Math.round(tookMs / 1000);
  test
    .info()
    .annotations.push({ type: "took", description: `${hand.presses} presses, ${seconds} s` });
  expect(hand.presses).toBeLessThanOrEqual(30);
  if (PACE_MS > 0) expect(tookMs).toBeLessThan(FIVE_MINUTES_MS);
});

test("it can be put away, comes back from the menu, and is read on a phone", async ({ page }) => {
  const say = await signIn(page);
  await page.getByRole("button", { name: say("guide.offerLater"), exact: true }).click();
  await expect(page.getByRole("region", { name: say("guide.offerTitle") })).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: say("guide.offerTitle") })).toBeHidden();
  await page.getByRole("button", { name: say("header.menu") }).click();
  await page.getByRole("menuitem", { name: say("guide.title"), exact: true }).click();
  const guide = guideOf(page, say);
  await expectStep(page, say, "name");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  // Another step may come first; on a phone it says that it needs more room.
  const unfold = guide.getByRole("button", { name: say("guide.unfold"), exact: true });
  if (await unfold.isVisible()) await unfold.click();
  const publish = say("guide.steps.publish.title");
  await guide.getByRole("list").getByRole("button").filter({ hasText: publish }).click();
  await expectStep(page, say, "publish");
  const isNarrow = (page.viewportSize()?.width ?? 0) < 768;
  await expect(guide.getByText(say("guide.narrow"))).toBeVisible({ visible: isNarrow });
  await guide.getByRole("button", { name: say("guide.skip"), exact: true }).click();
  await expectStep(page, say, "name");
  await expectAccessible(page);
  await guide.getByRole("button", { name: say("guide.putAway"), exact: true }).click();
  await expect(guide).toBeHidden();
});

/**
 * A purchase that somebody approves: drawn from nothing, tried, published, run, approved, ended.
 *
 * Never: a line of YAML typed; who draws it knows none.
 */
import { expect, type Page } from "@playwright/test";

import { credentials, signIn, test } from "../journey";
import type { Say } from "../words";
import { expectSaved, newProcess, panel, pick, publishDrawn, putIn, toStart } from "./editing";

const NOAH = "noah@demo.example";
const NEED = "What do you need?";
const COST = "What does it cost?";

async function drawForm(page: Page, say: Say): Promise<void> {
  await panel(page, say)
    .getByRole("button", { name: say("panel.form.begin") })
    .click();
  const dialog = page.getByRole("dialog", { name: say("formEditor.title") });
  for (const [kind, label] of [
    ["text", NEED],
    ["money", COST],
  ] as const) {
    await dialog.getByRole("button", { name: say("formEditor.add") }).click();
    const name = say(`formEditor.kinds.${kind}`);
    await page.getByRole("menuitem", { name, exact: true }).click();
    await dialog.getByLabel(say("formEditor.label"), { exact: true }).fill(label);
    await dialog.getByRole("checkbox", { name: say("formEditor.mustBe") }).check();
  }
  const preview = dialog.getByRole("region", { name: say("formEditor.preview") });
  await expect(preview.getByLabel(NEED)).toBeVisible();
  await expect(preview.getByRole("group", { name: COST })).toBeVisible();
  await dialog.getByRole("button", { name: say("formEditor.done") }).click();
}

/** What is bought stands in the subject, and Noah decides. */
async function drawApproval(page: Page, say: Say): Promise<void> {
  const approval = new RegExp(`^${say("drawing.new.approval.title")}`);
  await page.getByRole("button", { name: approval }).click();
  const fields = panel(page, say);
  await fields.getByRole("textbox", { name: "Subject" }).fill("Buy {{ .whatDoYouNeed }}");
  const whom = fields.getByRole("combobox", { name: say("panel.who.kind", { number: "1" }) });
  await pick(page, whom, say("panel.who.person"));
  const who = fields.getByRole("combobox", { name: say("panel.who.person"), exact: true });
  await who.fill("Noah");
  await page.getByRole("option", { name: /Noah/ }).click();
  await expect(who).toHaveValue(NOAH);
}

/** Approved, it goes on; else it ends. */
async function drawSwitch(page: Page, say: Say): Promise<void> {
  const end = say("drawing.theEnd");
  // A person needs longer than the check of it, which finds out what a decision looks like.
  const checked = page.waitForResponse(
    (answer) =>
      answer.url().endsWith("/definitions/check") &&
      (answer.request().postData() ?? "").includes("choose:"),
  );
  await putIn(page, say, { from: "ask", to: end }, say("drawing.new.switch.title"));
  await checked;
  const cases = panel(page, say).getByRole("group", { name: say("panel.switch.cases") });
  const ways = cases.getByRole("list").first().locator("> li");
  const [first, second] = [ways.nth(0), ways.nth(1)];
  await first.getByLabel(say("panel.name"), { exact: true }).fill("approved");
  await page.keyboard.press("Enter");
  await first.getByRole("button", { name: say("jq.condition.anew") }).click();
  await first.getByRole("button", { name: say("jq.condition.add"), exact: true }).click();
  const field = first.getByRole("combobox", { name: say("jq.condition.field") });
  await pick(page, field, /\(\.decision\)/);
  await first.getByLabel(say("jq.condition.value"), { exact: true }).fill("approve");
  await pick(
    page,
    second.getByRole("combobox", { name: say("panel.switch.then"), exact: true }),
    say("panel.way.end"),
  );
  await putIn(page, say, { from: "choose", to: end }, say("drawing.new.set.title"));
}

/** Nobody is asked in truth: who tries it says what Noah does. */
async function tryIt(page: Page, say: Say): Promise<void> {
  await page.getByRole("button", { name: say("editor.try"), exact: true }).click();
  const side = page.getByRole("complementary", { name: say("editor.try"), exact: true });
  await side.getByLabel(NEED).fill("A desk");
  await side.getByRole("group", { name: COST }).getByRole("textbox").fill("500");
  await side.getByRole("button", { name: say("trying.go"), exact: true }).click();
  await expect(side.getByText("Buy A desk")).toBeVisible();
  await side.getByRole("button", { name: say("decisions.approve"), exact: true }).click();
  await expect(side.getByText(say("trying.completed"))).toBeVisible();
  const save = side.getByRole("form", { name: say("trying.save") });
  await save.getByLabel(say("trying.name"), { exact: true }).fill("Noah approves");
  await save.getByRole("button", { name: say("trying.keep"), exact: true }).click();
  await expect(save.getByText(say("trying.kept", { name: "Noah approves" }))).toBeVisible();
}

/** With its form, to the page of the run. */
async function startIt(page: Page, say: Say, what: string): Promise<void> {
  await toStart(page, say).click();
  await page.getByLabel(NEED).fill(what);
  await page.getByRole("group", { name: COST }).getByRole("textbox").fill("120");
  await page.getByRole("button", { name: say("start.submit") }).click();
  await expect(page.getByRole("region", { name: say("now.title"), exact: true })).toBeVisible();
}

const DESK = { tag: "@desk" };

test(
  "drawn from nothing, tried, published, run, approved, ended",
  DESK,
  async ({ page, browser }) => {
    const { say, name } = await newProcess(page);
    await drawForm(page, say);
    await drawApproval(page, say);
    await drawSwitch(page, say);
    await tryIt(page, say);
    await expectSaved(page, say);
    await publishDrawn(page, say, "1.0.0");
    await startIt(page, say, name);

    const theirs = await browser.newPage();
    const tell = await signIn(theirs, { ...credentials(), email: NOAH }, "/approvals");
    const line = theirs
      .getByRole("main")
      .getByRole("listitem")
      .filter({ hasText: `Buy ${name}` });
    await line.getByRole("button").getByText(tell("decisions.approve"), { exact: true }).click();
    await expect(line.getByText(tell("approvals.counted"))).toBeVisible();
    await theirs.close();

    const header = page.locator("header");
    await expect(header.getByText(say("status.completed"), { exact: true })).toBeVisible();
    await expect(page.getByRole("group", { name: say("run.output"), exact: true })).toBeVisible();
  },
);

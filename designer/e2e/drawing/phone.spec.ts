/**
 * On the way, with a phone: what waits is read, understood and decided.
 *
 * Never: a step that needs a wider screen.
 */
import { expect } from "@playwright/test";

import {
  credentials,
  definition,
  expectNoSidewaysScroll,
  newName,
  publish,
  signIn,
  start,
  test,
  title,
} from "../journey";

const MEI = "mei@demo.example";

function purchase(name: string): object {
  const ask = {
    call: "approval:1.0.0@default",
    with: {
      ...{ subject: name, body: "It costs **1,900 €**.", approvers: [MEI] },
      form: { type: "object", properties: { note: { type: "string", title: "Note" } } },
    },
  };
  return definition(name, [{ ask }, { last: { set: { note: "${ .fields.note }" } } }]);
}

test(
  "from home to the decision, and what came of it",
  { tag: "@phone" },
  async ({ page, browser }) => {
    const say = await signIn(page);
    await expect(title(page)).toBeVisible();
    const name = newName();
    await publish(page, purchase(name));
    const run = await start(page, `demo/${name}`);

    const phone = await browser.newPage();
    const tell = await signIn(phone, { ...credentials(), email: MEI });
    const waiting = phone.getByRole("region", { name: tell("home.waiting") });
    await waiting.getByRole("link", { name }).click();
    await expect(title(phone)).toHaveText(name);
    await expect(phone.locator("strong", { hasText: "1,900 €" })).toBeVisible();
    await expectNoSidewaysScroll(phone);
    const decide = phone.getByRole("region", { name: tell("approval.decide") });
    await decide.getByLabel("Note").fill("Take the cheaper one.");
    await decide.getByRole("button", { name: tell("decisions.approve"), exact: true }).click();
    await expect(phone.getByText(tell("approval.counted"))).toBeVisible();
    await expectNoSidewaysScroll(phone);
    await phone.close();

    await page.goto(`/runs/${run}`);
    const output = page.getByRole("group", { name: say("run.output"), exact: true });
    await expect(output).toContainText("Take the cheaper one.");
    await expectNoSidewaysScroll(page);
  },
);

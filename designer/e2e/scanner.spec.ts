/**
 * A mail that asks for a decision meets a scanner: a browser that follows every link, runs every
 * script, hovers, fetches ahead, and presses all but what sends a form. It decides nothing.
 *
 * Never: a decision here but the one of a person, who sends the form.
 */
import { type Browser, expect, type Page } from "@playwright/test";

import { definition, newName, publish, signIn, start, test, title } from "./journey";
import { MAILS, mailTo } from "./mails";

const NOAH = "noah@demo.example";

type Approval = {
  readonly status: string;
  readonly votes: readonly unknown[];
  readonly history: readonly { readonly kind: string }[];
};

/** The links of a mail that lead to where it can be decided, and all the others. */
async function linksOf(page: Page, mail: string): Promise<{ decide: string[]; every: string[] }> {
  await page.setContent(mail);
  const every = await page
    .locator("a[href]")
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  return { decide: every.filter((one) => one.includes("/decide/")), every };
}

/** Without a page: what asks ahead whether a link is worth a look. */
async function knocks(page: Page, link: string) {
  const ahead = { "Sec-Purpose": "prefetch;prerender", Purpose: "prefetch" };
  for (const method of ["HEAD", "OPTIONS", "GET", "PROPFIND", "PUT", "DELETE"]) {
    await page.request.fetch(link, { method, headers: ahead });
  }
  // Whoever sends the form of a page blindly sends what nobody has chosen.
  await page.request.post(link, { form: {} });
}

/** As somebody who looks at everything and means nothing by it. */
async function looksAround(page: Page, link: string) {
  await page.goto(link, { waitUntil: "networkidle" });
  const all = page.locator("body *:visible");
  for (const one of await all.all()) {
    await one.hover({ force: true, timeout: 5_000 });
    const sends = await one.evaluate((it) => it.closest("button, [type=submit], a") !== null);
    if (!sends) await one.click({ force: true, timeout: 5_000 });
  }
  await page.mouse.wheel(0, 5_000);
}

/** Whatever scripts there are run, and some that a preview brings along; no policy holds. */
async function runsScripts(page: Page, link: string) {
  await page.goto(link);
  expect(
    await page.locator("script, [onclick], [onload], [onsubmit], meta[http-equiv]").count(),
  ).toBe(0);
  await page.evaluate(async (address) => {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    const urls = [address];
    rules.textContent = JSON.stringify({ prefetch: [{ urls }], prerender: [{ urls }] });
    const ahead = document.createElement("link");
    Object.assign(ahead, { rel: "prefetch", href: address });
    const frame = document.createElement("iframe");
    frame.src = address;
    document.head.append(rules, ahead);
    document.body.append(frame);
    const kinds = ["mouseover", "mousedown", "mouseup", "focus", "blur", "change", "input", "load"];
    for (const one of document.querySelectorAll("*"))
      for (const kind of kinds) one.dispatchEvent(new Event(kind, { bubbles: true }));
    for (const method of ["HEAD", "GET", "OPTIONS"])
      await fetch(address, { method, credentials: "include" });
    navigator.sendBeacon(address);
  }, link);
  // What was fetched ahead has come by the time that it is looked at once more.
  await page.goto(link);
}

async function scans(browser: Browser, mail: string): Promise<readonly string[]> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const { decide, every } = await linksOf(page, mail);
  for (const link of every) await page.goto(link, { waitUntil: "networkidle" });
  for (const link of decide) {
    await knocks(page, link);
    await looksAround(page, link);
    await runsScripts(page, link);
  }
  await context.close();
  return decide;
}

async function approvalOf(page: Page, name: string): Promise<Approval> {
  const found = await page.request.get(`/api/v1/approvals?requester=me&status=any&search=${name}`);
  const { items } = (await found.json()) as { items: { id: string }[] };
  const whole = await page.request.get(`/api/v1/approvals/${items[0]?.id ?? ""}`);
  return (await whole.json()) as Approval;
}

test("a scanner decides nothing, and then a person does", async ({ page, browser }, info) => {
  test.skip(MAILS === undefined, "Set BATON_E2E_DATA to the data folder of the stack.");
  test.skip(info.project.name !== "desktop light", "A scanner has one look.");
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  const ask = {
    call: "approval:1.0.0@default",
    with: { subject: name, body: "See [the offer](https://offers.example/).", approvers: [NOAH] },
  };
  await publish(page, definition(name, [{ ask }, { last: { set: { by: "${ .channel }" } } }]));
  const run = await start(page, `demo/${name}`);
  const mail = await mailTo(NOAH, name);

  const links = await scans(browser, mail.replaceAll("https://offers.example/", "about:blank"));
  expect(links).toHaveLength(2);
  const before = await approvalOf(page, name);
  expect(before.status).toBe("open");
  expect(before.votes).toEqual([]);
  expect(before.history.map(({ kind }) => kind)).toEqual(["asked"]);

  const theirs = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await theirs.goto(links[0] ?? "");
  await expect(theirs.locator("input[value=approve]")).toBeChecked();
  await theirs.locator("button[type=submit]").click();
  await expect(theirs.getByRole("status").first()).toContainText(say("decisions.approve"));
  await expect(theirs.locator("form")).toHaveCount(0);
  await theirs.goto(links[1] ?? "");
  await expect(theirs.locator("form")).toHaveCount(0);
  await theirs.context().close();

  const after = await approvalOf(page, name);
  expect(after.status).toBe("decided");
  expect(after.votes).toHaveLength(1);
  await page.goto(`/runs/${run}`);
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("email");
});

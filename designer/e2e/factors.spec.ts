/**
 * Second factors as a device and an app give them: a passkey, and codes of an authenticator app.
 *
 * Never: a person of other journeys; who has a factor signs in differently.
 */
import { createHmac } from "node:crypto";

import { expect, type Page } from "@playwright/test";

import { byName } from "./address";
import { newName, signIn, test, title } from "./journey";
import { linkTo, MAILS, PASSWORD } from "./mails";
import { type Say, speaker } from "./words";

const STEP_SECONDS = 30;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 6238 with the usual settings. */
function codeOf(secret: string, now: number): string {
  const bits = (secret.match(/[A-Z2-7]/g) ?? [])
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1000 / STEP_SECONDS)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Somebody of their own for this journey has come in, and looks at the page about themselves. */
async function comeIn(page: Page): Promise<{ email: string; say: Say }> {
  const name = newName();
  const email = `${name}@demo.example`;
  await signIn(page);
  await expect(title(page)).toBeVisible();
  const made = await page.request.post("/api/v1/people", {
    data: { email, name, roles: ["member"], invite: true },
    headers: { "X-Baton": "1" },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await page.goto(byName(new URL(await linkTo(email), page.url()).href));
  const say = await speaker(page);
  await page.getByLabel(say("invitation.password"), { exact: true }).fill(PASSWORD);
  await press(page, say, "invitation.accept");
  await expect(title(page)).toHaveText(say("home.title"));
  await page.goto(byName(new URL("/me", page.url()).href));
  await expect(page.getByRole("heading", { name: say("security.totp") })).toBeVisible();
  return { email, say };
}

async function press(page: Page, say: Say, word: string) {
  await page.getByRole("button", { name: say(word), exact: true }).click();
}

async function signOut(page: Page, say: Say) {
  await page.getByRole("button", { name: new RegExp(say("header.menu")) }).click();
  await page.getByRole("menuitem", { name: say("header.signOut") }).click();
  await expect(page.locator("input[name=email]")).toBeVisible();
}

test("a passkey is added, and then is all that is needed", async ({ page }) => {
  test.skip(MAILS === undefined, "Set BATON_E2E_DATA to the data folder of the stack.");
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const { say } = await comeIn(page);
  await page.getByLabel(say("security.passkeyName"), { exact: true }).fill("Laptop");
  await press(page, say, "security.passkeyAdd");
  await press(page, say, "security.codesKept");
  await expect(page.getByRole("list", { name: say("security.passkeys") })).toContainText("Laptop");
  await signOut(page, say);
  await press(page, say, "signIn.passkey");
  await expect(title(page)).toBeVisible();
});

test("an authenticator app is set up, and asked for its code", async ({ page }) => {
  test.skip(MAILS === undefined, "Set BATON_E2E_DATA to the data folder of the stack.");
  const { email, say } = await comeIn(page);
  await press(page, say, "security.totpSetUp");
  const dialog = page.getByRole("dialog");
  const secret = (await dialog.locator("code").textContent()) ?? "";
  await dialog.locator("input[name=code]").fill(codeOf(secret, Date.now()));
  await dialog.getByRole("button", { name: say("signIn.confirm"), exact: true }).click();
  await press(page, say, "security.codesKept");
  await signOut(page, say);
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=current-password]").fill(PASSWORD);
  await press(page, say, "signIn.submit");
  // A code works once: the next one is taken, which is let in a little early.
  const next = Date.now() + STEP_SECONDS * 1000;
  await page.locator("input[name=code]").fill(codeOf(secret, next));
  await press(page, say, "signIn.confirm");
  await expect(title(page)).toBeVisible();
});

/**
 * The mails of a stack that has no mail server: files in its data folder.
 *
 * Never: a link taken from anywhere but a mail.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";

import { expect } from "@playwright/test";

const DATA = process.env["BATON_E2E_DATA"];
/** Where they lie; undefined: nobody has said. */
export const MAILS = DATA === undefined ? undefined : `${DATA}/mail`;
/** On no list of those that are tried first. */
export const PASSWORD = "five otters juggle lanterns";

const LINK = /\/invitation#[\w-]+/;
const COMES_MS = 90_000;

/** The path in the mail to this address, once it has come. */
export async function linkTo(email: string): Promise<string> {
  await expect.poll(() => linkIn(email), { timeout: COMES_MS }).not.toBe("");
  return linkIn(email);
}

function linkIn(email: string): string {
  return LINK.exec(all().find((mail) => mail.includes(email)) ?? "")?.[0] ?? "";
}

/** The page in the mail to this address about this, once it has come. */
export async function mailTo(email: string, subject: string): Promise<string> {
  const find = () =>
    all().find((mail) => mail.includes(`To: ${email}`) && mail.includes(`Subject: ${subject}`));
  await expect.poll(find, { timeout: COMES_MS }).toBeDefined();
  return htmlOf(find() ?? "");
}

function all(): readonly string[] {
  if (MAILS === undefined || !existsSync(MAILS)) return [];
  return readdirSync(MAILS).map((name) => readFileSync(`${MAILS}/${name}`, "latin1"));
}

function htmlOf(mail: string): string {
  const boundary = /boundary="([^"]+)"/.exec(mail)?.[1] ?? "";
  const part =
    mail.split(`--${boundary}`).find((one) => /content-type: text\/html/i.test(one)) ?? "";
  const [head = "", ...rest] = part.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  return decoded(body, /content-transfer-encoding: (\S+)/i.exec(head)?.[1] ?? "").toString("utf8");
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const whole = body.replaceAll("=\r\n", "");
  const hex = (_: string, code: string) => String.fromCodePoint(Number.parseInt(code, 16));
  return Buffer.from(whole.replaceAll(/=([0-9A-F]{2})/g, hex), "latin1");
}

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
  if (MAILS === undefined || !existsSync(MAILS)) return "";
  const mails = readdirSync(MAILS).map((name) => readFileSync(`${MAILS}/${name}`, "utf8"));
  return LINK.exec(mails.find((mail) => mail.includes(email)) ?? "")?.[0] ?? "";
}

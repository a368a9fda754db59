/**
 * A call of which nobody knows whether it happened, because the worker died in the middle of it.
 *
 * Never: beside other journeys; the worker that is killed is theirs too.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "@playwright/test";

import { definition, expectAccessible, newName, publish, signIn, start, test } from "./journey";

/** Another worker has to begin, and to find out what the first one has left behind. */
const LOST_MS = 180_000;

type Stack = { readonly children: { readonly worker: { readonly pid: number } } };

/** The worker of the stack whose data lie in this folder, as it is known there. */
function workerOf(data: string): number {
  const { children } = JSON.parse(readFileSync(`${data}/stack.json`, "utf8")) as Stack;
  return children.worker.pid;
}

test("somebody says what became of it, and the run goes on", async ({ page }) => {
  const data = process.env["BATON_E2E_DATA"];
  test.skip(data === undefined, "Set BATON_E2E_DATA to the data folder of the stack.");
  let asked: (() => void) | undefined;
  const arrived = new Promise<void>((resolve) => (asked = resolve));
  // It hears the call and never answers.
  const other = createServer(() => asked?.());
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const say = await signIn(page);
  const name = newName();
  const pay = { call: "http", with: { method: "post", endpoint: `http://127.0.0.1:${port}/` } };
  await publish(page, definition(name, [{ pay }, { last: { set: { paid: "${ . }" } } }]));
  const run = await start(page, `demo/${name}`);
  await arrived;
  process.kill(workerOf(data ?? ""), "SIGKILL");
  await page.goto(`/runs/${run}`);
  const open = page.getByRole("button", { name: say("settle.open"), exact: true });
  await expect(open).toBeVisible({ timeout: LOST_MS });
  await expectAccessible(page);
  await open.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: say("settle.happened") }).check();
  await dialog.getByLabel(say("settle.output")).fill('"Seen in the ledger."');
  await expectAccessible(page);
  await dialog.getByRole("button", { name: say("settle.submit"), exact: true }).click();
  const output = page.getByRole("group", { name: say("run.output"), exact: true });
  await expect(output).toContainText("Seen in the ledger.");
  other.closeAllConnections();
  other.close();
});

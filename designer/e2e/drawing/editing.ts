/**
 * Steps of who draws processes.
 *
 * Never: a step that a person could not take.
 */
import { expect, type Locator, type Page } from "@playwright/test";

import { newName, signIn, title } from "../journey";
import type { Say } from "../words";

/** Long enough that the last change is saved by itself, five seconds after it. */
const SAVED = { timeout: 60_000 };

export type Drawn = { readonly say: Say; readonly name: string };

/** An empty process, opened to be drawn. */
export async function newProcess(page: Page): Promise<Drawn> {
  const say = await signIn(page, undefined, "/processes/new");
  const name = newName();
  await page.getByLabel(say("newProcess.name"), { exact: true }).fill(name);
  await page.getByRole("combobox", { name: say("newProcess.namespace") }).fill("demo");
  await page.getByRole("button", { name: say("newProcess.create") }).click();
  await expect(page.getByRole("heading", { name: say("drawing.firstTitle") })).toBeVisible();
  return { say, name };
}

/** With these tasks, each indented by two; a line before them names the process. */
export function textOf(name: string, tasks: string, version = "1.0.0"): string {
  const about = `{ dsl: '1.0.3', namespace: demo, name: ${name}, version: '${version}' }`;
  const indented = tasks.replaceAll(/^(?=.)/gm, "  ");
  return `# Kept as it is written.\ndocument: ${about}\n\ndo:\n${indented}`;
}

/** A process with these tasks that somebody has begun to draw, opened. */
export async function openSketch(page: Page, tasks: string): Promise<Drawn> {
  const say = await signIn(page);
  await expect(title(page)).toBeVisible();
  const name = newName();
  const made = await page.request.put(`/api/v1/sketches/demo/${name}`, {
    data: { text: textOf(name, tasks) },
    headers: { "X-Baton": "1", "If-None-Match": "*" },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await openEditor(page, say, name);
  return { say, name };
}

export async function openEditor(page: Page, say: Say, name: string): Promise<void> {
  await page.goto(`/processes/demo/${name}/edit`);
  await expect(bar(page, say)).toBeVisible();
}

/** One of several views or ways. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  const among = page.getByRole("radiogroup", { name: label, exact: true });
  await among.getByText(choice, { exact: true }).click();
}

export function bar(page: Page, say: Say): Locator {
  return page.getByRole("toolbar", { name: say("editor.tools"), exact: true });
}

export function panel(page: Page, say: Say): Locator {
  return page.getByRole("region", { name: say("panel.title"), exact: true });
}

export function text(page: Page, say: Say): Locator {
  return page.getByRole("textbox", { name: say("editor.text"), exact: true });
}

export function picture(page: Page, say: Say): Locator {
  return page.getByRole("application", { name: say("drawing.picture"), exact: true });
}

/** A task, by how it begins to be read out; from the right, names are held apart from what is around. */
export function task(page: Page, say: Say, name: string): Locator {
  return picture(page, say).getByRole("button", { name: new RegExp(`^\u2068*${name}\u2069*[,،]`) });
}

/** On the way from one task to another. */
export async function putIn(
  page: Page,
  say: Say,
  between: { readonly from: string; readonly to: string },
  what: string,
): Promise<void> {
  await picture(page, say)
    .getByRole("button", { name: say("drawing.insertBetween", between) })
    .first()
    .click();
  await page.getByRole("combobox", { name: say("drawing.insert") }).fill(what);
  await page.getByRole("option", { name: what }).first().click();
}

/** From a list that opens beneath a field. */
export async function pick(page: Page, field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  await page.getByRole("option", { name: option, exact: true }).first().click();
}

export async function expectSaved(page: Page, say: Say): Promise<void> {
  await expect(page.getByRole("status").getByText(say("editor.allSaved"))).toBeAttached(SAVED);
}

/** Writes over all that stands in the text, as by pasting. */
export async function rewrite(page: Page, say: Say, whole: string): Promise<void> {
  await text(page, say).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(whole);
}

/** From the bar of the editor to the newest version; with a step, under the number that it gives. */
export async function publishDrawn(
  page: Page,
  say: Say,
  version: string,
  step?: "patch" | "minor",
): Promise<void> {
  await page.getByRole("button", { name: say("editor.publish") }).click();
  const dialog = page.getByRole("dialog");
  if (step !== undefined) {
    const name = say(`publishing.${step}`, { version });
    await dialog.getByRole("radio", { name, exact: true }).check();
  }
  await dialog.getByRole("button", { name: say("publishing.compare", { version }) }).click();
  await dialog.getByRole("button", { name: say("publishing.publish", { version }) }).click();
  await expect(toStart(page, say)).toBeVisible();
}

/** From what has just been published, wherever that has led. */
export function toStart(page: Page, say: Say): Locator {
  const there = page.getByRole("link", { name: say("processes.start"), exact: true });
  return there.or(page.getByRole("link", { name: say("publishing.toStart"), exact: true })).first();
}

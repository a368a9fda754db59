/**
 * How long the page's own thread is held while somebody drags among 300 tasks: Chrome's trace of a
 * drag over the whole picture. Run by `node bench/dragging.js` in this folder.
 *
 * Never: part of the tests; how fast a machine is proves nothing there.
 */
import { loadavg } from "node:os";
import process from "node:process";

import { chromium } from "@playwright/test";

import { builtDrawing, serveDrawing } from "./drawn.js";

const TASKS = 300;
const STEPS = 240;
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

function definition() {
  const tasks = Array.from({ length: TASKS / 6 }, (_, index) => [
    `  - weigh${index}:`,
    `      switch: [{ yes: { when: .ok, then: keep${index} } }, { no: { then: continue } }]`,
    `  - keep${index}: { set: { kept: ${index} } }`,
    `  - group${index}:`,
    "      do:",
    `        - first${index}: { wait: PT1S }`,
    `        - second${index}: { call: 'log:1.0.0@default', with: { message: hello } }`,
    `  - rest${index}: { wait: PT1H }`,
  ]);
  const head = "document: { dsl: 1.0.3, namespace: bench, name: many, version: 1.0.0 }";
  return [head, "do:", ...tasks.flat()].join("\n");
}

/** What Chrome says of the page's thread between these two moments of the drag. */
async function traced(page, deed) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const done = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline"],
    },
  });
  await deed();
  await session.send("Tracing.end");
  await done;
  const main = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const own = events.filter(({ ph, pid, tid }) => ph === "X" && main.has(`${pid} ${tid}`));
  const tasks = own.filter(({ name }) => name === "RunTask");
  return { tasks, worst: partsOf(own, longestOf(tasks)) };
}

function longestOf(tasks) {
  return tasks.toSorted((one, other) => (other.tdur ?? 0) - (one.tdur ?? 0))[0];
}

/** What the longest one did. */
function partsOf(events, task) {
  if (task === undefined) return "";
  return events
    .filter(({ ts, name }) => name !== "RunTask" && ts >= task.ts && ts < task.ts + task.dur)
    .toSorted((one, other) => (other.tdur ?? 0) - (one.tdur ?? 0))
    .slice(0, 6)
    .map(({ name, tdur = 0 }) => `${name} ${(tdur / 1000).toFixed(1)} ms`)
    .join(", ");
}

function longest(tasks, field) {
  return Math.max(0, ...tasks.map((one) => (one[field] ?? 0) / 1000)).toFixed(1);
}

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await serveDrawing(page, await builtDrawing(), { text: definition() });
  await page.waitForSelector("[data-task]", { timeout: 120_000 });
  await page.waitForTimeout(2_000);
  const count = await page.locator("[data-task]").count();
  const box = await page.locator('[data-task="/do/1/keep0"]').boundingBox();
  await page.mouse.move(box.x + 60, box.y + 12);
  const { tasks, worst } = await traced(page, async () => {
    await page.mouse.down();
    for (let step = 1; step <= STEPS; step++)
      // Over the picture and then to its lower edge, where it moves along.
      await page.mouse.move(300 + ((step * 7) % 800), Math.min(890, 120 + step * 4));
  });
  const over = await page.locator("[data-testid=drop]").count();
  await page.mouse.up();
  await page.waitForTimeout(1_500);
  process.stdout.write(
    [
      `${count} boxes, ${STEPS} steps of the pointer, ${tasks.length} tasks of the thread`,
      `longest while dragging: ${longest(tasks, "dur")} ms by the clock, ${longest(tasks, "tdur")} ms of work`,
      `in it: ${worst}`,
      `over ${over} place at the end; load of the machine ${loadavg()
        .map((one) => one.toFixed(1))
        .join(", ")}`,
      "",
    ].join("\n"),
  );
} finally {
  await browser.close();
}

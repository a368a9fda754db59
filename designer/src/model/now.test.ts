/**
 * What a run does now.
 *
 * Never: a sentence; those are the page's.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { courseOf } from "./course";
import { nowOf } from "./now";
import type { Line } from "./tasks";

const AT = "2026-01-01T10:00:00.000Z";
const UNTIL = "2026-01-01T12:00:00.000Z";

/** Each line is of the same visit. */
const told = (...entries: readonly (readonly [kind: string, body?: Line["body"]])[]) =>
  nowOf(
    courseOf(
      entries.map(([kind, body = {}], at) => ({
        sequence: at + 1,
        kind,
        task: kind.startsWith("run.") ? "" : "/do/0/pay~1back",
        visit: kind.startsWith("run.") ? "" : "/do/0/pay~1back:0",
        at: AT,
        body,
      })),
    ),
  );
const started = (type: string) => ["task.started", { type }] as const;
const error = { type: "x", status: 502, title: "Communication Error", detail: "It answered 502." };

describe("a task at which a run stands", () => {
  it.each([
    ["works", started("do"), ["task.logged"], {}],
    ["calls", started("call:http"), ["task.logged"], {}],
    ["waitsUntil", started("wait"), ["task.waiting", { until: UNTIL }], { until: UNTIL }],
    ["waitsForRun", started("run"), ["task.waiting", { run: "r2" }], { run: "r2" }],
    ["listens", started("listen"), ["task.waiting", { types: ["a", 1] }], { types: ["a", "1"] }],
    ["listens", started("listen"), ["task.waiting", { types: [] }], { types: [] }],
    [
      "asks",
      started("call:approval"),
      ["task.waiting", { approval: "a1", asked: ["Ada"] }],
      { approval: "a1", asked: ["Ada"], at: AT },
    ],
    [
      "retries",
      started("try"),
      ["task.retried", { until: UNTIL, error }],
      { until: UNTIL, attempt: 2, why: "It answered 502." },
    ],
    ["unsettled", started("call:http"), ["task.unsettled", { error }], { why: "It answered 502." }],
    ["calls", started("call:http"), ["task.settled", { outcome: "again" }], {}],
  ] as const)("%s", (code, first, then, values) => {
    const place = { key: "/do/0/pay~1back:0", pointer: "/do/0/pay~1back", name: "pay/back" };
    expect(told(first, then).tasks).toEqual([{ code, ...place, since: AT, ...values }]);
  });

  it("is no more than at work where the trace tells what we don't know", () => {
    for (const body of [
      {},
      { until: 5 },
      { run: null },
      { types: "a" },
      { until: null },
      { approval: "a1" },
    ])
      expect(told(started("wait"), ["task.waiting", body]).tasks[0]?.code).toBe("works");
    for (const until of [undefined, 5, null])
      expect(
        told(started("try"), ["task.retried", until === undefined ? {} : { until }]).tasks[0]?.code,
      ).toBe("works");
  });

  it("says why in the error's title where it has no detail, and nothing where it has none", () => {
    const why = (of: Line["body"]) => told(started("call"), ["task.unsettled", of]).tasks[0];
    expect(why({ error: { title: "Outcome Unknown" } })).toMatchObject({ why: "Outcome Unknown" });
    for (const none of [{}, { error: null }, { error: "x" }, { error: { detail: 1 } }])
      expect(why(none)).toMatchObject({ why: "" });
  });
});

describe("a pause", () => {
  it("has its reason if one was given", () => {
    const reason = "Month's end.";
    expect(told(["run.suspended", { reason }]).suspended).toEqual({ since: AT, reason });
    expect(told(["run.suspended", { reason: null }]).suspended).toEqual({ since: AT, reason: "" });
  });
});

/**
 * What tasks do, in one line.
 *
 * Never: words; those are the language's.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "./graph";
import type { Json } from "./json";

const use: Json = {
  errors: { empty: { type: "https://x.example/errors/empty", status: 422 } },
  retries: { gently: { delay: { seconds: 3 }, limit: { attempt: { count: 5 } } } },
};
const summary = (task: Json, index = 1) =>
  graphOf({ use, do: [{ a: task }] }).nodes[index]?.summary;
const http = (args: Json) => summary({ call: "http", with: args });

describe("a line", () => {
  it.each<[string, Json, object | undefined]>([
    ["the value that is set", { set: { a: "${ .b + 1 }" } }, { text: "a = .b + 1" }],
    ["a whole expression", { set: "${ .b }" }, { says: "code", text: ".b" }],
    ["the names of several", { set: { a: 1, b: 2 } }, { says: "values", names: ["a", "b"] }],
    ["nothing set", { set: {} }, undefined],
    ["a wait in ISO 8601", { wait: "PT1M30S" }, { milliseconds: 90_000 }],
    ["a wait in parts", { wait: { hours: 1, seconds: 1 } }, { milliseconds: 3_601_000 }],
    ["a wait by expression", { wait: "${ .pause }" }, { says: "code", text: ".pause" }],
    ["a wait that is none", { wait: { moons: 1 } }, { says: "code", text: '{"moons":1}' }],
    ["an event", { emit: { event: { with: { type: "a.b" } } } }, { says: "code", text: "a.b" }],
    [
      "a process",
      { run: { workflow: { namespace: "a", name: "b", version: "1.0.0" } } },
      { text: "a/b 1.0.0" },
    ],
    [
      "a script",
      { run: { script: { language: "js", code: "\n  go()\nand()" } } },
      { verb: "js", text: "go()" },
    ],
    ["a command", { run: { shell: { command: "ls -l" } } }, { text: "ls -l" }],
    ["an image", { run: { container: { image: "hello" } } }, { text: "hello" }],
    ["a function", { call: "approval:1.0.0@default" }, { text: "approval:1.0.0@default" }],
    [
      "a gRPC method",
      { call: "grpc", with: { method: "Hi", service: { name: "S" } } },
      { verb: "Hi", text: "S" },
    ],
    [
      "an operation",
      { call: "openapi", with: { operationId: "find", document: { endpoint: "https://x" } } },
      { verb: "find", text: "https://x" },
    ],
    [
      "a channel",
      { call: "asyncapi", with: { channel: "/c", document: { endpoint: { uri: "https://x" } } } },
      { verb: "/c", text: "https://x" },
    ],
    ["a named error", { raise: { error: "empty" } }, { name: "empty", status: "422" }],
    [
      "an error that nobody defined",
      { raise: { error: "other" } },
      { says: "fault", name: "other" },
    ],
    [
      "an error on the spot",
      { raise: { error: { type: "https://x/errors/late", status: 408 } } },
      { name: "late", status: "408" },
    ],
    [
      "a loop",
      { for: { each: "pet", in: ".pets" }, while: ".vet != null", do: [] },
      { each: "pet", of: ".pets", while: ".vet != null" },
    ],
    ["a loop over a list", { for: { in: [1, 2] }, do: [] }, { each: "item", of: "[1,2]" }],
    ["branches", { fork: { compete: true, branches: [{}, {}] } }, { count: 2, compete: true }],
    [
      "one event",
      { listen: { to: { one: { with: { type: "a" } } } } },
      { events: { mode: "one", types: ["a"] } },
    ],
    [
      "any event",
      { listen: { to: { any: [] } }, foreach: { item: "e" } },
      { events: { mode: "any", types: [] }, each: "e" },
    ],
    [
      "events told apart by more than their type",
      { listen: { to: { all: [{ with: { source: "x" } }] } } },
      { events: { mode: "all", types: ["…"] } },
    ],
  ])("tells of %s", (_, task, found) => {
    if (found === undefined) expect(summary(task)).toBeUndefined();
    else expect(summary(task)).toMatchObject(found);
  });

  it("tells of a call by HTTP, in both forms of its address", () => {
    const found = { says: "call", verb: "POST", text: "https://x/{id}" };
    expect(http({ method: "post", endpoint: "https://x/{id}" })).toEqual(found);
    expect(http({ method: "post", endpoint: { uri: "https://x/{id}" } })).toEqual(found);
    expect(http({ method: "get", endpoint: "${ .a }" })).toMatchObject({ verb: "GET", text: ".a" });
    expect(http({ method: "get" })).toEqual({ says: "code", text: "GET" });
    expect(http(null)).toBeUndefined();
  });

  it("tells what is caught, and how often it is tried again", () => {
    const caught = (value: Json) => summary({ try: [], catch: value }, 2);
    const communication = { type: "https://x/errors/communication", status: 503 };
    expect(caught({})).toEqual({ says: "catch", caught: {} });
    expect(caught({ errors: { with: communication }, when: ".x" })).toMatchObject({
      caught: { error: "communication 503", when: ".x" },
    });
    expect(caught({ retry: "gently" })).toMatchObject({
      retry: { name: "gently", times: 5, milliseconds: 3_000 },
    });
    expect(caught({ retry: { delay: "PT2S" } })).toMatchObject({ retry: { milliseconds: 2_000 } });
    expect(caught({ retry: 5 })).toEqual({ says: "catch", caught: {} });
  });

  it("is one line, and no longer than one can be", () => {
    expect(summary({ set: "${\n .a\n  | .b }" })).toMatchObject({ text: ".a | .b" });
    const long = summary({ set: "x".repeat(10_000) });
    expect(long).toMatchObject({ text: `${"x".repeat(159)}…` });
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]));
    expect(JSON.stringify(summary({ set: many })).length).toBeLessThan(300);
  });
});

describe("the start", () => {
  const start = (schedule: Json) => graphOf({ schedule, do: [] }).nodes[0]?.summary;

  it.each<[Json, object]>([
    [{ cron: "0 7 * * *" }, { kind: "cron", text: "0 7 * * *" }],
    [{ every: { minutes: 5 } }, { kind: "every", milliseconds: 300_000 }],
    [{ after: "PT1H" }, { kind: "after", milliseconds: 3_600_000 }],
    [
      { on: { one: { with: { type: "a" } } } },
      { kind: "on", events: { mode: "one", types: ["a"] } },
    ],
  ])("tells what starts a run: %j", (schedule, found) => {
    expect(start(schedule)).toEqual({ says: "schedule", schedule: found });
  });

  it("tells nothing where a person starts it, or where nothing is told", () => {
    for (const schedule of [null, {}, "every day", { every: "soon" }, { on: 5 }])
      expect(start(schedule)).toBeUndefined();
  });
});

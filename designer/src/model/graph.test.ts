/**
 * Documents as graphs: every kind of task, every way between them, and what is no document at all.
 *
 * Never: an assertion on how any of it looks.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "./graph";
import { END, type Graph, isTask, START } from "./graphTypes";
import type { Json } from "./json";

const graph = (tasks: Json, more: Readonly<Record<string, Json>> = {}) =>
  graphOf({ document: {}, do: tasks, ...more });
const set = { set: { a: 1 } };
const ids = ({ nodes }: Graph) => nodes.map(({ id }) => id);
const node = ({ nodes }: Graph, id: string) => nodes.find((one) => one.id === id);
const tasksOf = ({ nodes }: Graph) => nodes.filter(isTask).map(({ id }) => id);
/** `a > b` for each edge, and what it is called where it isn't simply the next. */
const ways = ({ edges }: Graph) =>
  edges.map(({ source, target, kind, name }) =>
    [source, ...(kind === "next" ? ["→"] : [`–${[kind, name].filter(Boolean).join(" ")}→`]), target]
      .join(" ")
      .replaceAll(/\/do\/\d+\//g, ""),
  );

describe("tasks", () => {
  it("stand between a start and an end, in the order of the document", () => {
    const found = graph([{ one: set }, { two: { wait: "PT5S" } }]);
    expect(ids(found)).toEqual([START, "/do/0/one", "/do/1/two", END]);
    expect(ways(found)).toEqual(["start → one", "one → two", "two → end"]);
    expect(node(found, "/do/1/two")).toMatchObject({
      kind: "wait",
      name: "two",
      parent: undefined,
      depth: 0,
      container: false,
    });
  });

  it("are named by pointers, as in the trace of a run", () => {
    const [, first] = ids(graph([{ "a/b~c": set }]));
    expect(first).toBe("/do/0/a~1b~0c");
  });

  it.each<[string, Json]>([
    ["do", { do: [] }],
    ["set", { set: {} }],
    ["switch", { switch: [] }],
    ["for", { for: { in: "." }, do: [] }],
    ["fork", { fork: { branches: [] } }],
    ["try", { try: [], catch: {} }],
    ["raise", { raise: {} }],
    ["wait", { wait: "PT1S" }],
    ["emit", { emit: {} }],
    ["listen", { listen: {} }],
    ["run.workflow", { run: { workflow: {} } }],
    ["run.script", { run: { script: {} } }],
    ["run.shell", { run: { await: true, shell: {} } }],
    ["run.container", { run: { container: {} } }],
    ["call.http", { call: "http" }],
    ["call.grpc", { call: "grpc" }],
    ["call.openapi", { call: "openapi" }],
    ["call.asyncapi", { call: "asyncapi" }],
    ["call.mcp", { call: "mcp" }],
    ["call.a2a", { call: "a2a" }],
    ["call.function", { call: "approval:1.0.0@default" }],
    ["unknown", { dream: {} }],
    ["unknown", { run: {} }],
    ["unknown", { call: 5 }],
  ])("know that they are %s: %j", (kind, task) => {
    expect(node(graph([{ a: task }]), "/do/0/a")?.kind).toBe(kind);
  });
});

describe("flow", () => {
  const three = (first: Json) => ways(graph([{ a: first }, { b: set }, { c: set }]));

  it.each([
    ["continue", "a → b"],
    ["exit", "a → end"],
    ["end", "a → end"],
    ["c", "a → c"],
    ["a", "a → a"],
  ])("goes where `then: %s` says", (then, way) => {
    expect(three({ ...set, then })).toContain(way);
  });

  it("goes nowhere by a directive that names nothing", () => {
    expect(three({ ...set, then: "nowhere" })).toEqual(["start → a", "b → c", "c → end"]);
    expect(three({ ...set, then: 5 })).toEqual(["start → a", "b → c", "c → end"]);
  });

  it("goes back to what stands before", () => {
    expect(ways(graph([{ a: set }, { b: { ...set, then: "a" } }]))).toContain("b → a");
  });

  it("takes the first of two tasks of one name", () => {
    const { edges } = graph([{ a: { ...set, then: "b" } }, { c: set }, { b: set }, { b: set }]);
    expect(edges.find(({ source }) => source === "/do/0/a")?.target).toBe("/do/2/b");
  });

  it("ends at an error", () => {
    expect(three({ raise: {} })).toEqual(["start → a", "b → c", "c → end"]);
  });

  it("passes what is skipped to the next, whatever its `then` says", () => {
    expect(three({ ...set, if: ".x", then: "c" })).toContain("a –skip→ b");
    expect(three({ raise: {}, if: ".x" })).toContain("a –skip→ b");
    expect(three({ ...set, if: ".x" }).filter((way) => way.startsWith("a"))).toEqual(["a → b"]);
  });

  it("has a way for each case of a switch", () => {
    const first = {
      switch: [
        { low: { when: ".x < 1", then: "b" } },
        { high: { when: ".x > 9", then: "exit" } },
        { rest: { then: "continue" } },
      ],
    };
    const found = graph([{ a: first }, { b: set }, { c: set }]);
    expect(ways(found).slice(1, 4)).toEqual([
      "a –case low→ b",
      "a –case high→ end",
      "a –case rest→ b",
    ]);
    expect(found.edges.slice(1, 4).map(({ id, when }) => [id, when])).toEqual([
      ["/do/0/a/switch/0/low", ".x < 1"],
      ["/do/0/a/switch/1/high", ".x > 9"],
      ["/do/0/a/switch/2/rest", undefined],
    ]);
  });

  it("goes on where no case of a switch holds", () => {
    const first = { switch: [{ low: { when: "${ .x < 1 }", then: "c" } }] };
    expect(three(first)).toEqual(expect.arrayContaining(["a –case low→ c", "a –otherwise→ b"]));
    expect(three({ ...first, then: "exit" })).toContain("a –otherwise→ end");
  });
});

describe("blocks", () => {
  it("hold their tasks between an entry and an exit", () => {
    const found = graph([{ a: { do: [{ b: set }, { c: set }] } }, { d: set }]);
    expect(ids(found)).toEqual([
      START,
      "/do/0/a",
      "/do/0/a#entry",
      "/do/0/a/do/0/b",
      "/do/0/a/do/1/c",
      "/do/0/a#exit",
      "/do/1/d",
      END,
    ]);
    expect(node(found, "/do/0/a/do/1/c")).toMatchObject({ parent: "/do/0/a", depth: 1 });
    expect(node(found, "/do/0/a")?.container).toBe(true);
  });

  it("are left by `exit` and end the run by `end`, without a way through their walls", () => {
    const inner = [{ b: { ...set, then: "exit" } }, { c: { ...set, then: "end" } }, { d: set }];
    const found = graph([{ a: { do: inner } }]);
    const edges = found.edges.map(({ source, target }) => [source.at(-1), target]);
    expect(edges).toEqual(
      expect.arrayContaining([
        ["b", "/do/0/a#exit"],
        ["c", "/do/0/a#stop"],
      ]),
    );
    expect(node(found, "/do/0/a#stop")).toMatchObject({ kind: "stop", parent: "/do/0/a" });
    const parents = new Map(found.nodes.map(({ id, parent }) => [id, parent]));
    for (const { source, target } of found.edges)
      expect(parents.get(source)).toBe(parents.get(target));
  });

  it("are loops, branches, tries and bodies for events", () => {
    const body = [{ b: set }];
    expect(tasksOf(graph([{ a: { for: { in: "." }, do: body } }])).at(-1)).toBe("/do/0/a/do/0/b");
    expect(tasksOf(graph([{ a: { fork: { branches: body } } }])).at(-1)).toBe(
      "/do/0/a/fork/branches/0/b",
    );
    expect(tasksOf(graph([{ a: { try: body, catch: { do: body } } }])).slice(1)).toEqual([
      "/do/0/a/try/0/b",
      "/do/0/a/catch",
      "/do/0/a/catch/do/0/b",
    ]);
    expect(tasksOf(graph([{ a: { listen: {}, foreach: { do: body } } }])).at(-1)).toBe(
      "/do/0/a/foreach/do/0/b",
    );
    const subscription = { foreach: { do: body } };
    expect(tasksOf(graph([{ a: { call: "asyncapi", with: { subscription } } }])).at(-1)).toBe(
      "/do/0/a/with/subscription/foreach/do/0/b",
    );
  });

  it("begin all branches of a fork, and end with all of them", () => {
    const { edges } = graph([{ a: { fork: { branches: [{ b: set }, { c: set }] } } }]);
    const inner = edges.filter(
      ({ source }) => source.startsWith("/do/0/a") && source !== "/do/0/a",
    );
    expect(inner.map(({ source, target }) => [source, target])).toEqual([
      ["/do/0/a#entry", "/do/0/a/fork/branches/0/b"],
      ["/do/0/a#entry", "/do/0/a/fork/branches/1/c"],
      ["/do/0/a/fork/branches/0/b", "/do/0/a#exit"],
      ["/do/0/a/fork/branches/1/c", "/do/0/a#exit"],
    ]);
  });

  it("of a try show where a caught error leads", () => {
    const found = ways(graph([{ a: { try: [], catch: { then: "c" } } }, { b: set }, { c: set }]));
    expect(found).toEqual(expect.arrayContaining(["a → b", "a –caught→ c"]));
  });
});

describe("what is no document", () => {
  it.each<[string, Json]>([
    ["nothing", null],
    ["a text", "do"],
    ["a number", 12n],
    ["a list", [1, 2]],
    ["a map without tasks", {}],
    ["tasks that are a map", { do: { a: set } }],
  ])("is a start and an end: %s", (_, document) => {
    expect(ids(graphOf(document))).toEqual([START, END]);
  });

  it("shows what is no task as one that is not known", () => {
    const found = graph([null, 5, "a", [], {}, { a: null }, { b: "c" }, { d: [] }]);
    expect(found.nodes.filter(isTask).map(({ id, kind }) => [id, kind])).toEqual([
      ["/do/0", "unknown"],
      ["/do/1", "unknown"],
      ["/do/2", "unknown"],
      ["/do/3", "unknown"],
      ["/do/4", "unknown"],
      ["/do/5/a", "unknown"],
      ["/do/6/b", "unknown"],
      ["/do/7/d", "unknown"],
    ]);
  });

  it("may be named like what every object has", () => {
    const names = ["__proto__", "constructor", "toString", "", " ", "اسم", "\ud800", "a\nb"];
    const tasks = names.map((name) => JSON.parse(`{${JSON.stringify(name)}: {"set": 1}}`) as Json);
    expect(graph(tasks).nodes.filter(isTask)).toHaveLength(names.length);
    const then = { set: 1, then: "constructor" };
    expect(ways(graph([{ a: then }]))).toEqual(["start → a"]);
    expect(node(graph([{ a: { toString: 1 } }]), "/do/0/a")?.kind).toBe("unknown");
  });

  it("may be of any shape inside", () => {
    const odd: Json[] = [null, true, 0, -1.5, 10n ** 30n, "", "${", [], [[]], {}, { a: { b: [] } }];
    const keys = ["do", "set", "switch", "for", "fork", "try", "catch", "raise", "wait", "emit"];
    const more = ["listen", "foreach", "run", "call", "with", "if", "then", "while", "input"];
    for (const value of odd) {
      for (const key of [...keys, ...more])
        expect(graph([{ a: { [key]: value } }, { b: set }]).nodes).not.toEqual([]);
      expect(graph([{ a: { try: value, catch: value } }]).nodes).not.toEqual([]);
      expect(graph([{ a: { call: "http", with: value } }]).nodes).not.toEqual([]);
      expect(graph([{ a: { switch: [value, { b: value }] } }]).nodes).not.toEqual([]);
      expect(graph([{ a: { run: { script: value } } }]).nodes).not.toEqual([]);
      expect(graphOf({ do: [], schedule: value, use: value }).nodes).toHaveLength(2);
    }
  });

  it("may be deeper than anything that can run", () => {
    let deep: Json = set;
    for (let depth = 0; depth < 5_000; depth += 1) deep = { do: [{ a: deep }] };
    expect(graph([{ a: deep }]).nodes.filter(isTask)).toHaveLength(101);
    let value: Json = 1;
    for (let depth = 0; depth < 50_000; depth += 1) value = [value];
    expect(node(graph([{ a: { set: { b: value } } }]), "/do/0/a")).toBeDefined();
  });

  it("may be very large", () => {
    const tasks = Array.from({ length: 20_000 }, (_, index) => ({ [`t${index}`]: set }));
    const found = graph([...tasks, { long: { set: "x".repeat(1_000_000) } }]);
    expect(found.nodes).toHaveLength(20_003);
    const summary = node(found, "/do/20000/long")?.summary;
    expect(JSON.stringify(summary).length).toBeLessThan(300);
  });
});

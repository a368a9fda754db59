/**
 * Putting tasks on ways.
 *
 * Never: another way that leads elsewhere afterwards than it did before.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { graphOf } from "../graph";
import type { Json } from "../json";
import { moveTo, placeOn, putTask, putTasks, stepped } from "./ways";

const set = { set: { a: 1 } };
const NEW = ["fresh", { wait: "PT1S" }] as const;

function edgeOf(document: Json, source: string, kind?: string) {
  const found = graphOf(document).edges.find(
    (one) => one.source === source && (kind === undefined || one.kind === kind),
  );
  if (found === undefined) throw new Error(`No way from ${source}`);
  return found;
}

function put(document: Json, source: string, kind?: string): Json | undefined {
  const place = placeOn(document, edgeOf(document, source, kind));
  return place && putTask(document, place, NEW).document;
}

/** Where each leads, by names, over everything that is new. */
function ways(document: Json): string[] {
  const { edges } = graphOf(document);
  const name = (id: string) => id.split("/").at(-1) ?? id;
  return edges.map(({ source, target, kind }) => `${name(source)} ${kind} ${name(target)}`).sort();
}

describe("a task put on a way", () => {
  it("stands between the two", () => {
    const document = { do: [{ a: set }, { b: set }] };
    expect(put(document, "/do/0/a")).toEqual({ do: [{ a: set }, { fresh: NEW[1] }, { b: set }] });
    expect(put(document, "start")).toEqual({ do: [{ fresh: NEW[1] }, { a: set }, { b: set }] });
  });

  it("comes before the first of a block, and into a process without any", () => {
    const document = { do: [{ a: { do: [{ inner: set }] } }] };
    expect(put(document, "/do/0/a#entry")).toEqual({
      do: [{ a: { do: [{ fresh: NEW[1] }, { inner: set }] } }],
    });
    expect(put({ do: [] }, "start")).toEqual({ do: [{ fresh: NEW[1] }] });
  });

  it("takes over where a task led elsewhere", () => {
    const document = { do: [{ a: { ...set, then: "c" } }, { b: set }, { c: set }] };
    expect(put(document, "/do/0/a")).toEqual({
      do: [{ a: set }, { fresh: { wait: "PT1S", then: "c" } }, { b: set }, { c: set }],
    });
  });

  it("is passed by one case of a switch and by no other", () => {
    const cases = [{ yes: { when: ".x", then: "b" } }, { no: { then: "continue" } }];
    const document = { do: [{ s: { switch: cases } }, { a: set }, { b: set }] };
    const made = put(document, "/do/0/s", "case");
    expect(made).toEqual({
      do: [
        { s: { switch: [{ yes: { when: ".x", then: "fresh" } }, { no: { then: "a" } }] } },
        { fresh: { wait: "PT1S", then: "b" } },
        { a: set },
        { b: set },
      ],
    });
    expect(ways(made ?? null)).toContain("fresh next b");
    expect(ways(made ?? null)).toContain("s case a");
  });

  it("keeps where no case holds", () => {
    const document = { do: [{ s: { switch: [{ yes: { when: ".x", then: "a" } }] } }, { a: set }] };
    expect(put(document, "/do/0/s", "case")).toEqual({
      do: [
        { s: { switch: [{ yes: { when: ".x", then: "fresh" } }], then: "a" } },
        { fresh: { wait: "PT1S", then: "a" } },
        { a: set },
      ],
    });
  });

  it("is passed by what was caught", () => {
    const tried = { try: [{ t: set }], catch: { then: "end" } };
    const document = { do: [{ tried }, { a: set }] };
    expect(put(document, "/do/0/tried", "caught")).toEqual({
      do: [
        { tried: { try: [{ t: set }], catch: { then: "fresh" }, then: "a" } },
        { fresh: { wait: "PT1S", then: "end" } },
        { a: set },
      ],
    });
  });

  it("has no place where others would be led over it", () => {
    const guarded = { ...set, if: ".x", then: "b" };
    const document = { do: [{ a: guarded }, { c: set }, { b: set }] };
    expect(placeOn(document, edgeOf(document, "/do/0/a", "next"))).toBeUndefined();
    expect(placeOn(document, edgeOf(document, "/do/0/a", "skip"))).toEqual({
      list: "/do",
      index: 1,
    });
  });

  it("makes a branch a block, before or behind what was in it", () => {
    const document = { do: [{ f: { fork: { branches: [{ one: set }, { two: set }] } } }] };
    const wrapped = { do: [{ one: set }, { fresh: NEW[1] }] };
    expect(put(document, "/do/0/f/fork/branches/0/one")).toEqual({
      do: [{ f: { fork: { branches: [{ one: wrapped }, { two: set }] } } }],
    });
    expect(put(document, "/do/0/f#entry")).toEqual({
      do: [
        {
          f: {
            fork: { branches: [{ one: { do: [{ fresh: NEW[1] }, { one: set }] } }, { two: set }] },
          },
        },
      ],
    });
  });

  it("takes several from a text, the last of which leads on", () => {
    const document = { do: [{ a: { ...set, then: "end" } }] };
    const place = placeOn(document, edgeOf(document, "/do/0/a"));
    if (place === undefined) throw new Error("No place.");
    expect(putTasks(document, place, [{ a: set }, { b: set }]).document).toEqual({
      do: [{ a: set }, { a2: set }, { b: { ...set, then: "end" } }],
    });
  });
});

describe("a task moved", () => {
  const document = { do: [{ a: set }, { b: { do: [{ c: set }] } }, { d: set }] };

  it("goes into a block and out of one", () => {
    const inside = moveTo(document, ["/do/0/a"], { list: "/do/1/b/do", index: 1 });
    expect(inside?.document).toEqual({ do: [{ b: { do: [{ c: set }, { a: set }] } }, { d: set }] });
    expect(inside?.focus).toEqual(["/do/0/b/do/1/a"]);
    const outside = moveTo(document, ["/do/1/b/do/0/c"], { list: "/do", index: 0 });
    expect(outside?.document).toEqual({
      do: [{ c: set }, { a: set }, { b: { do: [] } }, { d: set }],
    });
  });

  it("comes into a branch, which becomes a block, or becomes a branch of its own", () => {
    const fork = { fork: { branches: [{ one: set }, { two: { do: [{ x: set }] } }] } };
    const forked = { do: [{ a: set }, { b: set }, { f: fork }] };
    const list = "/do/2/f/fork/branches";
    const behind = { list, index: 1, branch: `${list}/0/one` };
    const inside = moveTo(forked, ["/do/0/a"], behind);
    const block = { do: [{ one: set }, { a: set }] };
    expect(inside?.document).toEqual({
      do: [{ b: set }, { f: { fork: { branches: [{ one: block }, fork.fork.branches[1]] } } }],
    });
    expect(inside?.focus).toEqual(["/do/1/f/fork/branches/0/one/do/1/a"]);
    const before = moveTo(forked, [`${list}/1/two`], { ...behind, index: 0 });
    expect(before?.focus).toEqual(["/do/2/f/fork/branches/0/one/do/0/two"]);
    expect(moveTo(forked, [`${list}/0/one`], behind)).toBeUndefined();
    const own = moveTo(forked, ["/do/0/a"], { list, index: 2 });
    expect(own?.focus).toEqual(["/do/1/f/fork/branches/2/a"]);
    const both = moveTo(forked, ["/do/0/a", "/do/1/b"], { list, index: 0 });
    expect(both?.focus).toEqual(["/do/0/f/fork/branches/0/a"]);
    expect(graphOf(both?.document ?? null).nodes.map(({ id }) => id)).toContain(
      "/do/0/f/fork/branches/0/a/do/1/b",
    );
  });

  it("leaves a loop that is a branch, and stands behind it", () => {
    const loop = { for: { in: ".x" }, do: [{ x: set }, { y: set }] };
    const forked = { do: [{ f: { fork: { branches: [{ loop }] } } }] };
    const branch = "/do/0/f/fork/branches/0/loop";
    const list = "/do/0/f/fork/branches";
    const made = moveTo(forked, [`${branch}/do/0/x`], { list, index: 1, branch });
    const left = { loop: { ...loop, do: [{ y: set }] } };
    expect(made?.document).toEqual({
      do: [{ f: { fork: { branches: [{ loop: { do: [left, { x: set }] } }] } } }],
    });
  });

  it("is refused into itself, and where it stands already", () => {
    expect(moveTo(document, ["/do/1/b"], { list: "/do/1/b/do", index: 0 })).toBeUndefined();
    expect(moveTo(document, ["/do/0/a"], { list: "/do", index: 1 })).toBeUndefined();
  });

  it("takes a way that led elsewhere over itself", () => {
    const led = { do: [{ a: { ...set, then: "end" } }, { b: set }, { c: set }] };
    const place = placeOn(led, edgeOf(led, "/do/0/a"));
    if (place === undefined) throw new Error("No place.");
    expect(moveTo(led, ["/do/2/c"], place)?.document).toEqual({
      do: [{ a: set }, { c: { ...set, then: "end" } }, { b: set }],
    });
  });

  it("steps up and down in its list, to its ends", () => {
    const names = (edited: ReturnType<typeof stepped>) =>
      (edited?.document as { do: object[] } | undefined)?.do.flatMap((one) => Object.keys(one));
    expect(names(stepped(document, ["/do/0/a"], 1))).toEqual(["b", "a", "d"]);
    expect(names(stepped(document, ["/do/1/b", "/do/2/d"], -1))).toEqual(["b", "d", "a"]);
    expect(stepped(document, ["/do/0/a"], -1)).toBeUndefined();
    expect(stepped(document, ["/do/2/d"], 1)).toBeUndefined();
    expect(stepped(document, ["/do/0/a", "/do/1/b/do/0/c"], 1)).toBeUndefined();
  });
});

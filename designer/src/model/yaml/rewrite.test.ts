/**
 * How a change of values looks in the text.
 *
 * Never: a change of what has stayed.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { Json } from "../json";
import { applied } from "./changes";
import { readText } from "./read";
import { rewrite } from "./rewrite";

type Change = (json: Record<string, Json>) => Json;

function after(text: string, change: Change): string {
  const reading = readText(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  const { source } = reading;
  const written = rewrite(source, change(source.json as Record<string, Json>));
  if (written === undefined) throw new Error("It could not be written.");
  expect(applied(text, written.changes)).toBe(written.source.text);
  return written.source.text;
}

const list = (value: Json | undefined) => value as readonly Json[];
const map = (value: Json | undefined) => value as Readonly<Record<string, Json>>;

describe("a value", () => {
  it.each<[string, string, Json, string]>([
    ["keeps the comment behind it", "a: 1 # one\nb: 2\n", 2, "a: 2 # one\nb: 2\n"],
    ["keeps its quotes", "a: 'x'\n", "y", "a: 'y'\n"],
    ["keeps its double quotes", 'a: "x"\n', "y", 'a: "y"\n'],
    ["gets quotes where it needs them", "a: x\n", "1.0", "a: '1.0'\n"],
    ["gets quotes that other readers need", "a: x\n", "yes", "a: 'yes'\n"],
    ["of several lines is written by lines", "a: x # c\n", "y\nz\n", "a: | # c\n  y\n  z\n"],
    ["by lines becomes one line", "a: |\n  x\n  y\nb: 1\n", "z", "a: z\nb: 1\n"],
    ["becomes a map", "a: x # c\nb: 1\n", { c: { d: 1 } }, "a: # c\n  c:\n    d: 1\nb: 1\n"],
    ["becomes a list", "a:\n  x\nb: 1\n", ["c", ["d"]], "a:\n  - c\n  - - d\nb: 1\n"],
    ["comes from a map", "a: # c\n  x: 1\n  y: 2\nb: 1\n", "z", "a: z # c\nb: 1\n"],
    ["comes where none was", "a:\nb: 1\n", [{ c: 1 }], "a:\n  - c: 1\nb: 1\n"],
    ["is emptied", "a:\n  - x\nb: 1\n", [], "a: []\nb: 1\n"],
    ["comes where nothing is in it", "a: {}\nb: 1\n", { c: 1 }, "a:\n  c: 1\nb: 1\n"],
    ["stands in braces", "{ a: x, b: 1 }\n", "y, z", "{ a: 'y, z', b: 1 }\n"],
    ["is a map in braces", "{ a: x, b: 1 }\n", { c: [1] }, "{ a: { c: [1] }, b: 1 }\n"],
    ["stays at the end of a file without a break", "a: x", "y", "a: y"],
  ])("%s", (_, text, value, wanted) => {
    expect(after(text, (json) => ({ ...json, a: value }))).toBe(wanted);
  });

  it("is taken out of a map with the comment above it", () => {
    const text = "a: 1\n\n# of b\nb:\n  x: 1\n  # in b\n\n# of c\nc: 3\n";
    expect(after(text, ({ a, c }) => ({ a: a ?? 0, c: c ?? 0 }))).toBe("a: 1\n\n# of c\nc: 3\n");
  });

  it("comes behind the one that it follows", () => {
    const text = "a: 1 # one\n# of c\nc: 3\n";
    expect(after(text, ({ a, c }) => ({ a: a ?? 0, b: 2, c: c ?? 0 }))).toBe(
      "a: 1 # one\nb: 2\n# of c\nc: 3\n",
    );
  });

  it("goes by another key", () => {
    expect(
      after("a: 1 # one\n'b':\n  c: 1 # d\n", ({ a, b }) => ({ a: a ?? 0, "x y": b ?? 0 })),
    ).toBe("a: 1 # one\n'x y':\n  c: 1 # d\n");
  });
});

describe("an item", () => {
  const text = `do:
  # before a
  - a:
      set: { x: 1 } # in a
      # still a

  # before b
  - b:
      set:
        "y": 'two' # in b

# the end
output: {}
`;
  const items = (json: Record<string, Json>) => list(json["do"]);

  it("is put between, spaced as the others are", () => {
    expect(
      after(text, (json) => ({
        ...json,
        do: items(json).toSpliced(1, 0, { n: { wait: "PT1S" } }),
      })),
    ).toBe(text.replace("      # still a\n", "      # still a\n\n  - n:\n      wait: PT1S\n"));
  });

  it("is taken away with its comments", () => {
    expect(after(text, (json) => ({ ...json, do: items(json).slice(1) }))).toBe(
      text.replace(/ {2}# before a[^]*(?= {2}# before b)/, ""),
    );
    expect(after(text, (json) => ({ ...json, do: items(json).slice(0, 1) }))).toBe(
      text.replace(/ {2}# before b[^]*?(?=# the end)/, ""),
    );
  });

  it("is moved with its comments", () => {
    expect(after(text, (json) => ({ ...json, do: [...items(json)].reverse() }))).toBe(`do:
  # before b
  - b:
      set:
        "y": 'two' # in b

  # before a
  - a:
      set: { x: 1 } # in a
      # still a

# the end
output: {}
`);
  });

  it("is moved deeper with its comments", () => {
    const wrapped = (json: Record<string, Json>) => {
      const [a = {}, b = {}] = items(json);
      return { ...json, do: [{ all: { do: [a] } }, b] };
    };
    expect(after(text, wrapped)).toBe(`do:
  - all:
      do:
        # before a
        - a:
            set: { x: 1 } # in a
            # still a

  # before b
  - b:
      set:
        "y": 'two' # in b

# the end
output: {}
`);
  });

  it("goes by another name", () => {
    const renamed = (json: Record<string, Json>) => {
      const [a = {}, b = {}] = items(json);
      return { ...json, do: [a, { other: map(b)["b"] ?? null }] };
    };
    expect(after(text, renamed)).toBe(text.replace("- b:", "- other:"));
  });

  it("comes to a list that stands under its key", () => {
    expect(
      after("do:\n- a: {}\n- b: {}\nx: 1\n", (json) => ({
        ...json,
        do: [...items(json), { c: {} }],
      })),
    ).toBe("do:\n- a: {}\n- b: {}\n- c: {}\nx: 1\n");
  });

  it("comes behind a text that the end of the file cuts off", () => {
    expect(
      after("do:\n  - a: |\n      x", (json) => ({ ...json, do: [...items(json), { c: 1 }] })),
    ).toBe("do:\n  - a: |-\n      x\n  - c: 1");
  });

  it.each<[string, string, (items: readonly Json[]) => readonly Json[], string]>([
    ["on one line", "do: [a, b]\n", (all) => [...all, "c, d"], "do: [a, b, 'c, d']\n"],
    ["before the others", "do: [a, b]\n", (all) => ["c", ...all], "do: [c, a, b]\n"],
    ["taken from the end", "do: [a, b, c]\n", (all) => all.slice(0, 1), "do: [a]\n"],
    ["taken from between", "do: [a, b, c]\n", (all) => all.toSpliced(1, 1), "do: [a, c]\n"],
    [
      "on lines of their own",
      "do: [\n  a, # one\n  b # two\n]\n",
      (all) => [...all, "c"],
      "do: [\n  a, # one\n  b, # two\n  c\n]\n",
    ],
    [
      "taken from lines of their own",
      "do: [\n  a, # one\n  b # two\n]\n",
      (all) => all.slice(0, 1),
      "do: [\n  a # one\n]\n",
    ],
  ])("in brackets, %s", (_, before, change, wanted) => {
    expect(after(before, (json) => ({ ...json, do: change(items(json)) }))).toBe(wanted);
  });
});

describe("a document in JSON", () => {
  const text = JSON.stringify({ do: [{ a: { set: { x: 1 } } }, { b: {} }] }, null, 2);

  it("stays JSON, indented as it is", () => {
    const added = (json: Record<string, Json>) => ({
      ...json,
      do: [...list(json["do"]), { c: { set: { y: "on", z: [] } } }],
    });
    const json = JSON.parse(text) as Record<string, Json>;
    expect(after(text, added)).toBe(JSON.stringify(added(json), null, 2));
  });

  it("moves what it holds", () => {
    const wrapped = (json: Record<string, Json>) => ({ do: [{ all: { do: json["do"] ?? [] } }] });
    const json = JSON.parse(text) as Record<string, Json>;
    expect(after(text, wrapped)).toBe(JSON.stringify(wrapped(json), null, 2));
  });
});

describe("an anchor", () => {
  it("is left where it was while its value stays", () => {
    expect(after("a: &x { b: 1 }\nc: *x\nd: 1\n", (json) => ({ ...json, d: 2 }))).toBe(
      "a: &x { b: 1 }\nc: *x\nd: 2\n",
    );
  });

  it("no longer speaks for others once it says something else", () => {
    expect(after("a: &x { b: 1 }\nc: *x\n", (json) => ({ ...json, a: { b: 2 } }))).toBe(
      "a: &x { b: 2 }\nc:\n  b: 1\n",
    );
  });
});

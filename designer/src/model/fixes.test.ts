/**
 * Each quick fix, pressed: what the text says then. Sentences are those of the check.
 *
 * Never: a fix that the check would not be content with; all of these were read by it again.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { draftOf, drawn } from "./draft";
import { type Fix, fixesFor, type Mendable } from "./fixes";
import { removeTasks } from "./editing/tasks";

const HEAD = "document: { dsl: '1.0.3', namespace: demo, name: x, version: 1.0.0 }\n";
const NO_REMEDY = "Correct it.";

function fixesIn(text: string, problem: Partial<Mendable>): readonly Fix[] {
  const document = draftOf(text).shown?.document ?? null;
  return fixesFor({ code: "", message: "", remedy: NO_REMEDY, pointer: "", ...problem }, document);
}

/** What each fix is, and the text behind it. */
function pressed(text: string, problem: Partial<Mendable>): Record<string, string | undefined> {
  const draft = draftOf(text);
  return Object.fromEntries(
    fixesIn(text, problem).map(({ key, params, edit }) => [
      [key, ...Object.values(params)].join(" "),
      drawn(draft, edit)?.draft.text,
    ]),
  );
}

describe("an attribute", () => {
  const text = "do:\n  - a:\n      wait: PT1S # stays\n      iff: ${ .b }\n";
  const pointer = "/do/0/a/iff";

  it("that is unknown goes by the name that was meant, or goes", () => {
    const remedy = "Did you mean `if`?";
    expect(pressed(text, { code: "unknown-attribute", pointer, remedy })).toEqual({
      "rename if": text.replace("iff", "if"),
      "remove iff": text.replace("      iff: ${ .b }\n", ""),
    });
  });

  it("goes by the nearest of those that are listed", () => {
    const remedy = "Remove it, or write one of: export, if, then, wait.";
    const [first] = Object.keys(pressed(text, { code: "unknown-attribute", pointer, remedy }));
    expect(first).toBe("rename if");
  });

  it("that another has already is not named so twice", () => {
    const both = `${text}      if: \${ .c }\n`;
    const problem = { code: "unknown-attribute", pointer, remedy: "Did you mean `if`?" };
    expect(Object.keys(pressed(both, problem))).toEqual(["remove iff"]);
  });

  it("that a call doesn't take is mended in the same way, and a value of it isn't", () => {
    const call = "do:\n  - a:\n      call: log:1.0.0@default\n      with: { levl: x }\n";
    const problem = {
      code: "function-arguments",
      pointer: "/do/0/a/with/levl",
      message: "log takes no `levl`.",
      remedy: "Did you mean `level`?",
    };
    expect(pressed(call, problem)["rename level"]).toBe(call.replace("levl", "level"));
    expect(fixesIn(call, { ...problem, message: "`levl` must be a text." })).toEqual([]);
  });

  it.each([
    ["document.version", "/document", "Add it, for example `version: '1.0.0'`.", "version: 1.0.0"],
    ["document", "", "Add it, for example `document: { dsl: '1.0.3' }`.", "dsl: '1.0.3'"],
    ["do", "", "Add it, for example `do:, and under it a list of tasks`.", "- first:"],
  ])("%s that is missing is added", (name, pointer_, remedy, wanted) => {
    const message = `The definition needs \`${name}\`.`;
    const before = name === "document" ? "do: []\n" : "document:\n  name: x\n";
    const after = pressed(before, { code: "missing", pointer: pointer_, message, remedy });
    expect(Object.values(after)).toEqual([expect.stringContaining(wanted)]);
  });

  it("that isn't known well enough is added by nobody", () => {
    const message = "The task 'a' needs one of all, any, one.";
    expect(fixesIn(text, { code: "missing", pointer: "/do/0/a", message })).toEqual([]);
  });
});

describe("a value", () => {
  it.each([
    ["a whole number, not the text '400'", "'400'", "400", "Write it without quotes: x: 400."],
    ["true or false, not the text 'yes'", "'yes'", "true", NO_REMEDY],
    ["a text, not a number", "1.0", "'1.0'", "Put it in quotes: x: '1.0'."],
    ["a text, not the truth value true", "true", "'true'", NO_REMEDY],
    ["a list, not the text 'y'", "y", "\n  - y", "Write a list."],
    ["a text, not a number", "1.0", "1.0.0", "Write '1.0.0'."],
  ])("must be %s", (wanted, before, after, remedy) => {
    const problem = {
      code: "wrong-type",
      pointer: "/x",
      message: `\`x\` must be ${wanted}.`,
      remedy,
    };
    const [text] = Object.values(pressed(`x: ${before} # c\n`, problem));
    expect(text).toBe(after.startsWith("\n") ? `x: # c${after}\n` : `x: ${after} # c\n`);
  });

  it("of tasks that stand in a map becomes a list", () => {
    const problem = {
      code: "wrong-type",
      pointer: "/do",
      message: "Tasks are a list, and this is a map.",
      remedy: "Put `- ` before the name of each task, so that their order is plain.",
    };
    expect(pressed("do:\n  a: { wait: PT1S }\n  b:\n    wait: PT2S\n", problem)["makeList"]).toBe(
      "do:\n  - a: { wait: PT1S }\n  - b:\n      wait: PT2S\n",
    );
  });

  it("of a few that are allowed is the nearest, or one of them", () => {
    const problem = { code: "wrong-value", pointer: "/x", remedy: "Write one of: raw, content." };
    expect(Object.keys(pressed("x: contnt\n", problem))).toEqual(["write content"]);
    expect(Object.keys(pressed("x: 5\n", problem))).toEqual(["write raw", "write content"]);
  });

  it("of another form is written as the check proposes", () => {
    const problem = { code: "wrong-value", pointer: "/x", remedy: "Write demo-two." };
    expect(pressed("x: Demo Two\n", problem)).toEqual({ "write demo-two": "x: demo-two\n" });
    expect(fixesIn("x: a\n", { ...problem, remedy: "Write one such as '1.0.0'." })).toEqual([]);
  });

  it("with an expression in it becomes one", () => {
    const whole = String.raw`${"${"} "Hello \(.name)!" }`;
    const remedy = `Write ${whole}, or leave it if the text is meant so.`;
    const problem = { code: "expression-in-text", pointer: "/x", remedy };
    expect(pressed("x: Hello ${ .name }!\n", problem)).toEqual({
      [`write ${whole}`]: `x: ${whole}\n`,
    });
  });

  it("that the process can do without goes", () => {
    const text = `${HEAD}evaluate:\n  language: js\n  mode: strict\ndo: []\n`;
    const problem = { code: "unsupported-attribute", pointer: "/evaluate/language" };
    expect(pressed(text, problem)).toEqual({
      "remove language": text.replace("  language: js\n", ""),
    });
    expect(fixesIn("do:\n  - a: { wait: P1M }\n", { ...problem, pointer: "/do/0/a/wait" })).toEqual(
      [],
    );
  });
});

describe("a task", () => {
  it("of a kind that is misspelled is renamed in its key", () => {
    const problem = {
      code: "task-kind",
      pointer: "/do/0/a",
      remedy: "Did you mean `call` for `cal`?",
    };
    expect(pressed("do:\n  - a:\n      cal: http # c\n", problem)).toEqual({
      "rename call": "do:\n  - a:\n      call: http # c\n",
    });
  });

  it("in one item with another gets an item of its own", () => {
    const text = "do:\n  - a: { wait: PT1S }\n    b: { wait: PT2S }\n  - c: { wait: PT3S }\n";
    expect(pressed(text, { code: "task-item", pointer: "/do/0" })).toEqual({
      split: "do:\n  - a: { wait: PT1S }\n  - b: { wait: PT2S }\n  - c: { wait: PT3S }\n",
    });
  });

  it("whose content stands beside its name gets it under its name", () => {
    const text = "do:\n  - a:\n    wait: PT1S\n";
    expect(pressed(text, { code: "task-item", pointer: "/do/0" })).toEqual({
      "nest a": "do:\n  - a:\n      wait: PT1S\n",
    });
  });

  it.each([
    ["duplicate-task", "do:\n  - a: { wait: PT1S }\n  - a: { wait: PT1S }\n", "/do/1/a", "a2"],
    ["directive-name", "do:\n  - end: { wait: PT1S }\n", "/do/0/end", "endTask"],
    ["task-name", "do:\n  - '': { wait: PT1S }\n", "/do/0", "task"],
  ])("with %s gets another name", (code, text, pointer, name) => {
    const after = pressed(text, { code, pointer });
    expect(Object.keys(after)).toEqual([`renameTask ${name}`]);
    expect(Object.values(after)[0]).toContain(name);
  });

  it("that nobody comes to is reached by the one above, or goes", () => {
    const text = "do:\n  - a:\n      wait: PT1S\n      then: end\n  - b:\n      wait: PT1S\n";
    expect(pressed(text, { code: "unreachable-task", pointer: "/do/1/b" })).toEqual({
      "letPass a": text.replace("      then: end\n", ""),
      "removeTask b": text.replace("  - b:\n      wait: PT1S\n", ""),
    });
  });
});

describe("a `then` that leads nowhere", () => {
  const code = "unknown-target";

  it("leads to the task of nearly that name, or on", () => {
    const text = "do:\n  - a: { wait: PT1S, then: finsh }\n  - finish: { wait: PT1S }\n";
    expect(pressed(text, { code, pointer: "/do/0/a/then" })).toEqual({
      "leadTo finish": text.replace("finsh", "finish"),
      leadOn: text.replace("finsh", "continue"),
    });
  });

  it.each([
    ["switch/0/yes", "switch: [{ yes: { when: .a, then: b2 } }]"],
    ["catch", "try: [{ c: { wait: PT1S } }], catch: { then: b2 }"],
  ])("in %s means the list of its task", (place, task) => {
    const text = `do:\n  - a: { ${task} }\n  - other: { wait: PT1S }\n`;
    expect(pressed(text, { code, pointer: `/do/0/a/${place}/then` })).toEqual({
      leadOn: text.replace("b2", "continue"),
    });
  });

  it("since its task was taken away leads on", () => {
    const text = "do:\n  - a: { wait: PT1S, then: gone }\n  - gone: { wait: PT1S }\n";
    const after = drawn(draftOf(text), (document) => removeTasks(document, ["/do/1/gone"]));
    const left = after?.draft.text ?? "";
    expect(left).toContain("then: gone");
    expect(Object.keys(pressed(left, { code, pointer: "/do/0/a/then" }))).toEqual(["leadOn"]);
  });

  it("in a second case without a condition goes with it", () => {
    const text =
      "do:\n  - a:\n      switch:\n        - x: { then: end }\n        - y: { then: exit }\n";
    expect(pressed(text, { code: "switch-default", pointer: "/do/0/a/switch" })).toEqual({
      "keepDefault x": text.replace("        - y: { then: exit }\n", ""),
    });
  });
});

describe("a name", () => {
  it.each([
    ["lgo:1.0.0", "Did you mean log?", "log:1.0.0"],
    ["log:9.0.0", "Write one of: 1.0.0, 1.1.0.", "log:1.1.0"],
    ["http:1.0.0", "Write call: http.", "http"],
  ])("of a function, %s, is one that is there", (call, remedy, wanted) => {
    const problem = { code: "unknown-function", pointer: "/call", remedy };
    expect(pressed(`call: ${call}\n`, problem)).toEqual({
      [`write ${wanted}`]: `call: ${wanted}\n`,
    });
  });

  it("of a function gets its version", () => {
    const remedy = "Write log:1.0.0@default.";
    const problem = { code: "function-version", pointer: "/call", remedy };
    expect(Object.values(pressed("call: log\n", problem))).toEqual(["call: log:1.0.0@default\n"]);
  });

  it("of a secret is declared, or is one that is declared", () => {
    const text = "use:\n  secrets:\n    - token\nx: ${ $secrets.tokn }\n";
    const problem = {
      code: "unknown-secret",
      pointer: "/x",
      message: "The secret 'tokn' is not declared under `use.secrets`.",
      remedy: "Did you mean token?",
    };
    expect(pressed(text, problem)).toEqual({
      "write token": text.replace("tokn", "token"),
      "declareSecret tokn": text.replace("    - token\n", "    - token\n    - tokn\n"),
    });
    const bare = pressed("x: ${ $secrets.tokn }\n", { ...problem, remedy: NO_REMEDY });
    expect(bare["declareSecret tokn"]).toContain("use:\n  secrets:\n    - tokn\n");
  });

  it("of a variable is one that is there", () => {
    const problem = {
      code: "unknown-variable",
      pointer: "/x",
      message: "The variable $contxt is set by nobody.",
      remedy: "Did you mean $context?",
    };
    expect(pressed("x: ${ $contxt.a + $contxts }\n", problem)).toEqual({
      "write $context": "x: ${ $context.a + $contxts }\n",
    });
  });

  it("of an error is defined, or is one that is", () => {
    const text = "use:\n  errors:\n    late: { type: a, status: 400 }\nx: lat\n";
    const problem = { code: "unknown-error", pointer: "/x", remedy: "Did you mean late?" };
    const after = pressed(text, problem);
    expect(after["write late"]).toBe(text.replace("x: lat\n", "x: late\n"));
    expect(after["defineError lat"]).toContain("    lat:\n      type: https://");
  });

  it("of a part of `use` is one that is there, also behind `use`", () => {
    const problem = { code: "unknown-reference", pointer: "/x", remedy: "Did you mean short?" };
    expect(Object.values(pressed("x: shrt\n", problem))).toEqual(["x: short\n"]);
    expect(Object.values(pressed("x: { use: shrt }\n", problem))).toEqual(["x: { use: short }\n"]);
  });
});

it("what needs a person's thought has no fix", () => {
  expect(fixesIn(HEAD, { code: "endless-loop", pointer: "/do/0/a" })).toEqual([]);
  expect(fixesIn("[]\n", { code: "unknown-target", pointer: "/do/0/a/then" })).toEqual([]);
});

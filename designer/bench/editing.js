/**
 * How long an edit takes to be seen in the other view: a definition of 300 tasks is read, shown as a
 * graph and edited. Run by `node bench/editing.js` in this folder.
 *
 * Never: part of the tests; how fast a machine is proves nothing there.
 */
import { Buffer } from "node:buffer";
import { performance } from "node:perf_hooks";
import process from "node:process";

import { build } from "vite";

const TASKS = 300;
const ROUNDS = 40;

/** The model as one module, since this Node reads no TypeScript. */
async function model() {
  const entry = "virtual:entry";
  const code = ["draft", "history", "editing/tasks", "clipboard"]
    .map((name) => `export * from "/src/model/${name}.ts";`)
    .join("\n");
  const { output } = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
    build: { write: false, minify: false, ssr: true, rolldownOptions: { input: entry } },
    // As the browser gets the libraries.
    ssr: { noExternal: true, target: "webworker" },
  });
  const text = Buffer.from(output[0].code).toString("base64");
  return import(`data:text/javascript;base64,${text}`);
}

function definition() {
  const tasks = Array.from({ length: TASKS / 3 }, (_, index) => [
    `  # Step ${index}`,
    `  - ask${index}:`,
    "      call: approval:1.0.0@default",
    "      with:",
    `        subject: '\${ "Step ${index} of \\(.name)" }' # who reads it knows`,
    "        approvers: ['${ .manager }']",
    "        due: P5D",
    `  - choose${index}:`,
    "      switch:",
    `        - yes${index}: { when: .decision == "approve", then: continue }`,
    "        - no: { then: end }",
    `  - fetch${index}:`,
    "      call: http",
    "      with:",
    "        method: get",
    `        endpoint: { uri: 'https://demo.example/items/${index}' }`,
    "      output:",
    "        as: .content",
  ]);
  const head = [
    "document:",
    "  dsl: '1.0.3'",
    "  namespace: demo",
    "  name: large",
    "  version: 1.0.0",
    "do:",
  ];
  return `${[...head, ...tasks.flat()].join("\n")}\n`;
}

function told(name, work) {
  const times = Array.from({ length: ROUNDS }, (_, index) => {
    const begun = performance.now();
    work(index);
    return performance.now() - begun;
  });
  const [first] = times;
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part) => sorted[Math.floor(part * (ROUNDS - 1))];
  const figures = [first, at(0.5), at(0.95)].map((one) => one.toFixed(1).padStart(7));
  process.stdout.write(`${name.padEnd(44)}${figures.join(" ")}\n`);
}

const {
  copiedTasks,
  draftOf,
  drawn,
  filledIn,
  historyOf,
  insertTask,
  moveTasks,
  pasteTasks,
  recorded,
  renameTask,
  tasksOfText,
  typed,
  undone,
  wrapTasks,
} = await model();
const text = definition();
process.stdout.write(
  `${TASKS} tasks, ${text.split("\n").length} lines, ${text.length} characters\n`,
);
process.stdout.write(`${"milliseconds".padEnd(44)}  first  median     95%\n`);
told("open: read and show", (index) => draftOf(`${text}# ${index}\n`));
const draft = draftOf(text);
const middle = "/do/150/ask50";
told("typed: one letter, read and shown", (index) =>
  typed(draft, text.replace("Step 50", `Step 50${"x".repeat(index + 1)}`)),
);
told("typed: something that can't be read", (index) => typed(draft, `${text}  - x: [${index}\n`));
told("drawn: a field filled in", (index) => filledIn(draft, `${middle}/with/due`, `P${index}D`));
told("drawn: a task put in", () =>
  drawn(draft, (document) => insertTask(document, "/do", 150, ["new", { wait: "PT1S" }])),
);
told("drawn: a task renamed", () =>
  drawn(draft, (document) => renameTask(document, middle, "other")),
);
told("drawn: a task moved to the top", () =>
  drawn(draft, (document) => moveTasks(document, ["/do/299/fetch99"], "/do", 0)),
);
const all = draft.shown.document.do.map((item, index) => `/do/${index}/${Object.keys(item)[0]}`);
told("drawn: 100 tasks wrapped", () =>
  drawn(draft, (document) => wrapTasks(document, all.slice(100, 200), "do", "all")),
);
told("drawn: 300 tasks copied and pasted", () => {
  const tasks = tasksOfText(copiedTasks(draft.shown.document, all)) ?? [];
  return drawn(draft, (document) => pasteTasks(document, "/do", 300, tasks));
});
told("undone: read and shown", (index) => {
  const after = recorded(historyOf(text), `${text}# ${index}\n`, {
    selection: { tasks: [], range: undefined },
    at: 0,
  });
  return typed(draftOf("do: []"), undone(after).text);
});

/**
 * Trying a draft: each question, its answer, and the way back.
 *
 * Never: a simulator; what it would say stands here.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { shown } from "../../forms/forTests";
import type { Outcome } from "../../model/trialOutcome";
import { expectAccessible } from "../../testing/accessible";
import { ADA, type Asked, type Replies, stubApi } from "../../testing/api";
import { anApproval, anOutcome, simulated } from "../../testing/trials";
import { makeEditor } from "../store";
import { EditorContext } from "../useEditor";
import { trialStore } from "./kept";
import { useTried } from "./state";
import { Trying } from "./Trying";

const TEXT = `document: { dsl: 1.0.3, namespace: office, name: desk, version: 1.0.0 }
input: { schema: { document: { type: object, properties: { item: { title: Item, type: string } } } } }
do:
  - get: { call: 'log:1.0.0@default', with: { message: hi } }
  - ask: { call: 'approval:1.0.0@default', with: { subject: A desk, approvers: [{ role: finance }] } }
`;
const SIMULATE = "POST /api/v1/definitions/simulate";
const KEPT = "/api/v1/processes/office/desk/scenarios";
const LINE = {
  sequence: 1,
  kind: "task.started",
  task: "/do/0/get",
  visit: "/do/0/get:0",
  atMs: 0,
  body: { type: "call.function", input: { item: "A desk" } },
};
const UNMOCKED = anOutcome({
  status: "running",
  faults: ["Nothing answers."],
  unmocked: { task: "/do/0/get", function: "log:1.0.0@default", arguments: { message: "hi" } },
  calls: { "/do/0/get": 1 },
  trace: [LINE],
});
const LOG = {
  call: "log:1.0.0@default",
  title: "Write a line",
  errors: [],
  output: { type: "object", properties: { written: { title: "Written", type: "boolean" } } },
  examples: [{ title: null, input: {}, output: { written: true } }],
};

type Said = {
  readonly pauseAfterMs?: number;
  readonly scenarios: Readonly<Record<string, Record<string, unknown>>>;
};
const saidIn = ({ body }: Asked) => JSON.parse(body) as Said;
const only = (asked: Asked) => Object.values(saidIn(asked).scenarios)[0] ?? {};

/** Outcomes by what the scenario says so far. */
function tried(outcomeOf: (scenario: Record<string, unknown>) => Outcome, more: Replies = {}) {
  const api = stubApi({
    "GET /api/v1/me": { body: ADA },
    "GET /api/v1/functions": { body: { items: [LOG], next: null } },
    [`GET ${KEPT}`]: { body: { items: [] } },
    [SIMULATE]: (asked) => ({ body: simulated([outcomeOf(only(asked))]) }),
    ...more,
  });
  trialStore.setState({}, true);
  const editor = makeEditor(TEXT);
  const panel = () =>
    shown(
      <EditorContext value={editor}>
        <Trying onClose={() => undefined} />
      </EditorContext>,
    );
  const { unmount } = panel();
  const reopen = () => {
    unmount();
    panel();
  };
  const last = () => {
    const found = api.asked.findLast(({ path }) => path.endsWith("/simulate"));
    if (found === undefined) throw new Error("Nothing was played.");
    return found;
  };
  return { user: userEvent.setup(), editor, reopen, last, asked: api.asked };
}

const begin = async (user: ReturnType<typeof userEvent.setup>) =>
  user.click(await screen.findByRole("button", { name: "Try it" }));

describe("a trial", () => {
  it("begins with the form of its schema, by whoever tries", async () => {
    const { user, last } = tried(() => anOutcome({ output: { done: true } }));
    await user.type(await screen.findByRole("textbox", { name: /Item/ }), "A desk");
    await waitFor(() => expect(screen.getByRole("textbox", { name: /Who/ })).toHaveValue("Ada"));
    await begin(user);
    expect(await screen.findByRole("heading", { name: "The run is completed." })).toBeVisible();
    expect(only(last())).toEqual({ input: { item: "A desk" }, requester: "Ada" });
    expect(saidIn(last()).pauseAfterMs).toBe(0);
    await expectAccessible();
  });

  it("asks what a call answers, shows it in the picture, and takes it back", async () => {
    const { user, last } = tried((said) =>
      said["calls"] === undefined ? UNMOCKED : anOutcome({ calls: { "/do/0/get": 1 } }),
    );
    await begin(user);
    expect(await screen.findByRole("heading", { name: /get calls log/ })).toBeVisible();
    expect(await screen.findByText("Write a line")).toBeVisible();
    expect(useTried.getState().tasks?.get("/do/0/get")?.state).toBe("running");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Answer" }));
    expect(await screen.findByRole("heading", { name: "The run is completed." })).toBeVisible();
    expect(only(last())["calls"]).toEqual({ get: { output: { written: true } } });
    await user.click(screen.getByRole("button", { name: "One step back" }));
    expect(await screen.findByRole("heading", { name: /get calls log/ })).toBeVisible();
  });

  it("lets a call fail, after a while", async () => {
    const { user, last } = tried((said) =>
      said["calls"] === undefined ? UNMOCKED : anOutcome({ status: "faulted" }),
    );
    await begin(user);
    await screen.findByText("Write a line");
    await user.click(screen.getByRole("radio", { name: "It fails" }));
    await user.type(screen.getByRole("textbox", { name: "It takes" }), "2");
    await user.click(screen.getByRole("button", { name: "Answer" }));
    await waitFor(() =>
      expect(only(last())["calls"]).toEqual({
        get: { error: { type: "communication", status: 503 }, after: "PT2H" },
      }),
    );
  });

  it("asks who is meant, and then what they decide", async () => {
    const unresolved = [{ task: "/do/1/ask", approver: "role finance" }];
    const { user, last } = tried((said) => {
      if (said["people"] === undefined) return anOutcome({ status: "running", unresolved });
      if (said["decisions"] !== undefined) return anOutcome();
      const more = { tookMs: 86_400_000, nextMs: 172_800_000, paused: true };
      return anOutcome({ status: "waiting", approvals: [anApproval()], ...more });
    });
    await begin(user);
    await user.type(await screen.findByLabelText("Names", { selector: "input" }), "Grace");
    await user.click(screen.getByRole("button", { name: "Go on" }));
    const box = within(await screen.findByRole("region", { name: "Somebody is asked" }));
    expect(box.getByRole("heading", { name: "ask asks Grace" })).toBeVisible();
    expect(screen.getByText("Day 2, 00:00")).toBeVisible();
    await expectAccessible();
    await user.click(box.getByRole("button", { name: "Reject" }));
    expect(box.getByText("Enter some words; this needs them.")).toBeVisible();
    await user.type(box.getByRole("textbox", { name: "Comment" }), "Too dear.");
    await user.type(box.getByRole("textbox", { name: "After" }), "3");
    await user.click(box.getByRole("button", { name: "Reject" }));
    await screen.findByRole("heading", { name: "The run is completed." });
    expect(only(last())["people"]).toEqual({ "role finance": ["Grace"] });
    expect(only(last())["decisions"]).toEqual([
      { by: "Grace", after: "P1DT3H", decision: "reject", comment: "Too dear." },
    ]);
  });

  it("lets time pass where nobody does anything", async () => {
    const waits = { status: "waiting", approvals: [anApproval()], nextMs: 172_800_000 };
    const { user, last } = tried(() => anOutcome(waits));
    await begin(user);
    await user.click(await screen.findByRole("button", { name: /until: Day 3, 00:00/ }));
    await waitFor(() => expect(saidIn(last()).pauseAfterMs).toBe(172_800_000));
  });

  it("asks which event comes", async () => {
    const listening = [{ task: "/do/0/get", to: { one: { with: { type: "a.b" } } } }];
    const { user, last } = tried((said) =>
      said["events"] === undefined ? anOutcome({ status: "waiting", listening }) : anOutcome(),
    );
    await begin(user);
    expect(await screen.findByRole("textbox", { name: "Type of the event" })).toHaveValue("a.b");
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "The event comes" }));
    await waitFor(() => expect(only(last())["events"]).toEqual([{ event: { type: "a.b" } }]));
  });

  it("stays as it was when the panel is closed and opened again", async () => {
    const { user, reopen } = tried((said) =>
      said["calls"] === undefined ? UNMOCKED : anOutcome({ calls: { "/do/0/get": 1 } }),
    );
    await begin(user);
    await screen.findByText("Write a line");
    await user.click(screen.getByRole("button", { name: "Answer" }));
    await screen.findByRole("heading", { name: "The run is completed." });
    reopen();
    expect(await screen.findByRole("heading", { name: "The run is completed." })).toBeVisible();
  });

  it("says when the process has changed, and is played again with the same answers", async () => {
    const { user, editor, last, asked } = tried((said) =>
      said["calls"] === undefined ? UNMOCKED : anOutcome({ calls: { "/do/0/get": 1 } }),
    );
    await begin(user);
    await screen.findByText("Write a line");
    await user.click(screen.getByRole("button", { name: "Answer" }));
    await screen.findByRole("heading", { name: "The run is completed." });
    const count = asked.length;
    editor.type(TEXT.replace("message: hi", "message: ho"), undefined, { at: 0 });
    expect(await screen.findByText(/has changed since/)).toBeVisible();
    // Nothing is played on it unasked.
    expect(asked).toHaveLength(count);
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Again with the same answers" }));
    await waitFor(() => expect(screen.queryByText(/has changed since/)).toBeNull());
    expect(last().body).toContain("message: ho");
    expect(only(last())["calls"]).toEqual({ get: { output: { written: true } } });
  });

  it("takes a change of words for none", async () => {
    const { user, editor, last } = tried(() => anOutcome());
    await begin(user);
    await screen.findByRole("heading", { name: "The run is completed." });
    editor.type(`${TEXT}# more\n`, undefined, { at: 0 });
    await waitFor(() => expect(last().body).toContain("# more"));
    expect(screen.queryByText(/has changed since/)).toBeNull();
  });

  it("says which answers nobody asks for any more", async () => {
    const { user, editor } = tried((said) =>
      said["calls"] === undefined ? UNMOCKED : anOutcome({ calls: {} }),
    );
    await begin(user);
    await screen.findByText("Write a line");
    await user.click(screen.getByRole("button", { name: "Answer" }));
    expect(await screen.findByText(/doesn't ask for these answers any more: get/)).toBeVisible();
    editor.type(`${TEXT}# more\n`, undefined, { at: 0 });
    expect(await screen.findByText(/doesn't ask for these answers any more: get/)).toBeVisible();
  });

  it("that can't be played says what has to be mended", async () => {
    const detail = "The definition can't be tried as it is.";
    const refusal = { status: 422, body: { detail, remedy: "Mend it.", errors: [] } };
    const { user, editor } = tried(() => anOutcome(), { [SIMULATE]: refusal });
    const place = {
      code: "x",
      line: 4,
      column: 1,
      severity: "error",
      pointer: "/do/0/get",
    } as const;
    const problem = { ...place, message: "It is wrong.", remedy: "Write it anew." };
    editor.check({ text: TEXT, problems: [problem], data: new Map() });
    await begin(user);
    expect(await screen.findByText(detail)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Go to line 4" }));
    expect(editor.state.getState().history.selection.tasks).toEqual(["/do/0/get"]);
  });
});

describe("a scenario", () => {
  it("is kept with what came of it, and over another only when wanted", async () => {
    const moved = { status: 409, body: { detail: "There is one.", remedy: "" } };
    let kept = 0;
    const { user, asked } = tried(() => anOutcome({ output: { n: 1 } }), {
      [`PUT ${KEPT}/fine`]: () => (kept++ === 0 ? moved : { body: {} }),
    });
    await begin(user);
    await user.type(await screen.findByRole("textbox", { name: /Name of/ }), "fine");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await user.click(await screen.findByRole("button", { name: "Replace it" }));
    expect(await screen.findByText("Saved: fine.")).toBeVisible();
    const [first, second] = asked.filter(({ method }) => method === "PUT");
    expect(first?.headers.get("If-None-Match")).toBe("*");
    expect(second?.headers.get("If-None-Match")).toBeNull();
    const { scenario } = JSON.parse(second?.body ?? "") as { scenario: { expect: unknown } };
    expect(scenario.expect).toEqual({ output: { n: 1 } });
  });

  it("stands in the panel with all others", async () => {
    const { user } = tried(() => anOutcome());
    await user.click(await screen.findByRole("radio", { name: "Scenarios" }));
    expect(await screen.findByText("There is no scenario yet.")).toBeVisible();
  });

  it("that was saved is played at once", async () => {
    const scenario = { input: { item: "A lamp" }, expect: { output: 1 } };
    const items = [{ name: "a lamp", scenario, revision: 1, savedByName: "Ada", etag: "1" }];
    const { user, last } = tried(() => anOutcome(), { [`GET ${KEPT}`]: { body: { items } } });
    await user.click(await screen.findByRole("button", { name: "Play a lamp" }));
    await screen.findByRole("heading", { name: "The run is completed." });
    expect(only(last())).toEqual({ input: { item: "A lamp" } });
  });
});

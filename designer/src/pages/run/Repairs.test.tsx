/**
 * What a person does about a run that went wrong.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

// Already there, so that the first test does not wait for it to be read.
import "./Run";
import { expectAccessible } from "../../testing/accessible";
import { aRun, ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

vi.mock("../../canvas/Picture", () => ({
  Picture: ({ tasks }: { tasks: ReadonlyMap<string, { state: string }> }) => (
    <p>{[...tasks].map(([pointer, { state }]) => `${pointer} ${state}`).join(", ")}</p>
  ),
}));

const line = (sequence: number, kind: string, visit: string, body: object = {}) => ({
  sequence,
  kind,
  task: visit.replace(/:[^:]*$/, ""),
  visit,
  at: "2026-01-01T10:00:00.020Z",
  body,
});
const ERROR = {
  type: "https://serverlessworkflow.io/spec/1.0.0/errors/communication",
  status: 503,
  instance: "/do/1/pay",
  title: "Communication Error",
  detail: "It answered 503.",
};
const FAULTED = [
  line(1, "task.started", "/do/0/read:0", { type: "set" }),
  line(2, "task.completed", "/do/0/read:0"),
  line(3, "task.started", "/do/1/pay:0", { type: "call:http" }),
  line(4, "task.faulted", "/do/1/pay:0", { error: ERROR }),
];
const RETRIED = line(5, "run.retried", "", { visit: "/do/1/pay:0", reason: "Mended.", by: "p1" });
const PLAN = {
  visit: "/do/1/pay:0",
  task: "/do/1/pay",
  version: "1.0.0",
  input: { amount: 12 },
  context: { paid: false },
  calls: [],
  differences: [],
  visits: [
    { visit: "/do/1/pay:0", task: "/do/1/pay", type: "call:http" },
    { visit: "/do/0/read:1", task: "/do/0/read", type: "set" },
    { visit: "/do/0/read:0", task: "/do/0/read", type: "set" },
  ],
};
const VERSIONS = ["2.0.0", "1.0.0"].map((version) => ({ version, state: "published" }));
const PROCESS = { namespace: "demo", name: "hello", version: "2.0.0", versions: VERSIONS };
const failed = (more: Record<string, unknown> = {}) =>
  aRun({ status: "faulted", output: null, error: ERROR, ...more });

function seen(run: ReturnType<typeof aRun>, lines: readonly object[]): Replies {
  const trace = { items: lines, status: run.status, after: lines.length };
  return {
    ...signedIn([run]),
    "GET /api/v1/runs/r1/trace": { body: trace },
    "GET /api/v1/runs/r1/retry": { body: PLAN },
    "GET /api/v1/processes/demo/hello": { body: PROCESS },
  };
}

/** Who may do only this. */
function only(...permissions: readonly string[]): Replies {
  return { "GET /api/v1/me": { body: { ...ADA, permissions: ["runs:read", ...permissions] } } };
}

async function asked(replies: Replies = {}) {
  const api = stubApi({ ...seen(failed(), FAULTED), ...replies });
  const { user } = openPage("/runs/r1");
  const button = await screen.findByRole("button", { name: "Retry from here" });
  await user.click(button);
  const dialog = within(await screen.findByRole("dialog", { name: "Retry this run" }));
  await dialog.findByLabelText("From which task");
  const posts = () => api.asked.filter(({ method }) => method === "POST");
  const type = (label: string | RegExp, value: string) =>
    fireEvent.change(dialog.getByLabelText(label), { target: { value } });
  const submit = () => user.click(dialog.getByRole("button", { name: "Retry run" }));
  return { api, user, button, dialog, posts, type, submit };
}

describe("a retry", () => {
  it("goes on from the task that failed, and the page goes on with it", async () => {
    const { api, posts, type, submit } = await asked();
    const running = aRun({ status: "running", endedAt: null, output: null });
    api.replies["POST /api/v1/runs/r1/retry"] = () => {
      Object.assign(api.replies, seen(running, [...FAULTED, RETRIED]));
      return { body: running };
    };
    type("Reason", " The other side is up. ");
    await submit();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(posts().map(({ body }) => body)).toEqual([
      '{"visit":"/do/1/pay:0","reason":"The other side is up."}',
    ]);
    expect(posts()[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
    expect(await screen.findByRole("region", { name: "Now" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Fault" })).toBeNull();
    expect(screen.getByText("/do/0/read completed")).toBeVisible();
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
  });

  it("can be used by everybody, and asks for a reason", async () => {
    const { user, dialog, posts, submit } = await asked();
    await user.click(dialog.getByLabelText("Do it again with another input"));
    await user.click(dialog.getByLabelText("Change the run's data too"));
    await submit();
    expect(dialog.getByText(/^Enter a reason/)).toBeVisible();
    expect(posts()).toEqual([]);
    await expectAccessible(screen.getByRole("dialog"));
  });

  it("names each task from which it can go on", async () => {
    const { api, dialog, type } = await asked();
    const places = within(dialog.getByLabelText("From which task")).getAllByRole("option");
    expect(places.map(({ textContent }) => textContent)).toEqual([
      "pay",
      "read, time 2",
      "read, time 1",
    ]);
    api.replies["GET /api/v1/runs/r1/retry"] = {
      body: { ...PLAN, visit: "/do/0/read:0", task: "/do/0/read", input: {} },
    };
    type("From which task", "/do/0/read:0");
    expect(await dialog.findByText("What shall be done with read?")).toBeVisible();
    const plans = api.asked.filter(({ path }) => path.endsWith("/retry"));
    expect(plans.at(-1)?.query.get("visit")).toBe("/do/0/read:0");
  });

  it("takes another input and other data, digit by digit", async () => {
    const { user, dialog, posts, type, submit } = await asked();
    await user.click(dialog.getByLabelText("Do it again with another input"));
    expect(dialog.getByLabelText("Input of the task")).toHaveValue('{\n  "amount": 12\n}');
    type("Input of the task", "{");
    type("Reason", "So.");
    await submit();
    expect(dialog.getByText(/this is not JSON/)).toBeVisible();
    type("Input of the task", '{"amount": 12345678901234567890}');
    await user.click(dialog.getByLabelText("Change the run's data too"));
    expect(dialog.getByLabelText("Data of the run")).toHaveValue('{\n  "paid": false\n}');
    type("Data of the run", "");
    await submit();
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]?.body).toBe(
      '{"visit":"/do/1/pay:0","reason":"So.","input":{"amount": 12345678901234567890},"context":null}',
    );
  });

  it("takes an output in place of the task", async () => {
    const { user, dialog, posts, type, submit } = await asked();
    await user.click(dialog.getByLabelText("Skip it"));
    type("Output of the task", '"paid by hand"');
    type("Reason", "Done.");
    await submit();
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(posts()[0]?.body).toBe(
      '{"visit":"/do/1/pay:0","reason":"Done.","output":"paid by hand"}',
    );
  });

  it("in a version that does not fit says each difference, and can't be begun", async () => {
    const { api, dialog, posts, type, submit } = await asked();
    const message = "The task pay is another one now.";
    const differences = [
      { code: "x", message, remedy: "Choose a later task.", pointer: "/do/1/pay", line: null },
    ];
    const refused = { ...PLAN, version: "2.0.0", differences };
    api.replies["GET /api/v1/runs/r1/retry"] = { body: refused };
    type("Reason", "Newer.");
    type("In which version", "2.0.0");
    expect(await dialog.findByText(message)).toBeVisible();
    expect(dialog.getByText("Choose a later task.")).toBeVisible();
    await submit();
    expect(posts()).toEqual([]);
    await expectAccessible(screen.getByRole("dialog"));
    api.replies["GET /api/v1/runs/r1/retry"] = { body: PLAN };
    type("In which version", "1.0.0");
    await waitFor(() => expect(dialog.queryByText(message)).toBeNull());
    await submit();
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(JSON.parse(posts()[0]?.body ?? "")).not.toHaveProperty("version");
  });

  it("says which calls come of it", async () => {
    const { dialog } = await asked({
      "GET /api/v1/runs/r1/retry": {
        body: {
          ...PLAN,
          calls: [
            { visit: "/do/2/a:0", task: "/do/2/a", function: "http", fate: "again" },
            { visit: "/do/2/b:0", task: "/do/2/b", function: "mail", fate: "unknown" },
          ],
        },
      },
    });
    expect(dialog.getByText(/^a: http is called once more/)).toBeVisible();
    expect(dialog.getByText(/^b: if nobody knows whether mail was called/)).toBeVisible();
  });

  it("that somebody else was faster with is said, though the run goes on", async () => {
    const { api, dialog, type, submit } = await asked();
    const running = aRun({ status: "running", endedAt: null, output: null });
    api.replies["POST /api/v1/runs/r1/retry"] = () => {
      Object.assign(api.replies, seen(running, [...FAULTED, RETRIED]));
      return { status: 409, body: { detail: "The run goes on already.", remedy: "Look." } };
    };
    type("Reason", "Mended.");
    await submit();
    expect(await dialog.findByText("The run goes on already.")).toBeVisible();
    expect(dialog.getByText("Look.")).toBeVisible();
    fireEvent.click(dialog.getByRole("button", { name: "Leave as it is" }));
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
  });

  it("begins with the visit of the task that was looked at", async () => {
    const api = stubApi(seen(failed({ status: "cancelled", error: null }), FAULTED));
    const { user } = openPage("/runs/r1?task=%2Fdo%2F0%2Fread");
    const task = within(await screen.findByRole("region", { name: "Chosen task" }));
    await user.click(await task.findByRole("button", { name: "Retry from here" }));
    await screen.findByRole("dialog");
    const plan = () => api.asked.find(({ path }) => path.endsWith("/retry"));
    await waitFor(() => expect(plan()?.query.get("visit")).toBe("/do/0/read:0"));
  });

  it("asks who may not change values for no values", async () => {
    const { dialog } = await asked(only("runs:control"));
    expect(dialog.queryByRole("radio")).toBeNull();
    expect(dialog.queryByRole("checkbox")).toBeNull();
    expect(dialog.getByLabelText("Reason")).toBeVisible();
  });

  it("is not there for who may not, nor for a run that has completed or is in Python", async () => {
    for (const replies of [
      { ...seen(failed(), FAULTED), ...only("runs:change") },
      seen(aRun(), []),
      seen(failed({ package: "acme" }), FAULTED),
    ]) {
      stubApi(replies);
      openPage("/runs/r1");
      expect(await screen.findByRole("heading", { name: "Say hello" })).toBeVisible();
      expect(screen.queryByRole("button", { name: /Retry/ })).toBeNull();
      document.body.replaceChildren();
    }
  });
});

const WAITING = [line(1, "task.started", "/do/0/hear:0"), line(2, "task.waiting", "/do/0/hear:0")];
const waiting = (more: object = {}) =>
  aRun({ status: "waiting", endedAt: null, output: null, ...more });
const ACCEPTED = { body: { id: "m1", answer: "accepted" } };

describe("an open task", () => {
  it("is skipped with an output and a reason", async () => {
    const api = stubApi({
      ...seen(waiting(), WAITING),
      "POST /api/v1/runs/r1/skip": ACCEPTED,
    });
    const { user } = openPage("/runs/r1");
    const now = within(await screen.findByRole("region", { name: "Now" }));
    await user.click(now.getByRole("button", { name: "Skip hear" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Skip hear?" }));
    const submit = () => user.click(dialog.getByRole("button", { name: "Skip task" }));
    await submit();
    expect(dialog.getByText(/^Enter a reason/)).toBeVisible();
    await expectAccessible(screen.getByRole("dialog"));
    fireEvent.change(dialog.getByLabelText("Output of the task"), { target: { value: "[1]" } });
    fireEvent.change(dialog.getByLabelText("Reason"), { target: { value: "It won't come." } });
    await submit();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const posts = api.asked.filter(({ method }) => method === "POST");
    expect(posts.map(({ body }) => body)).toEqual([
      '{"visit":"/do/0/hear:0","reason":"It won\'t come.","output":[1]}',
    ]);
  });

  it("is skipped from its own panel too, and not by who may not", async () => {
    stubApi(seen(waiting(), WAITING));
    openPage("/runs/r1?task=%2Fdo%2F0%2Fhear");
    const task = within(await screen.findByRole("region", { name: "Chosen task" }));
    expect(await task.findByRole("button", { name: "Skip hear" })).toBeVisible();
    document.body.replaceChildren();
    stubApi({ ...seen(waiting(), WAITING), ...only("runs:control") });
    openPage("/runs/r1");
    expect(await screen.findByRole("button", { name: "Cancel run" })).toBeVisible();
    expect(screen.queryByRole("button", { name: /Skip|Change/ })).toBeNull();
  });
});

const NOW = { "GET /api/v1/runs/r1/data": { body: { context: { a: 1 }, sequence: 3 } } };

describe("the data of a run", () => {
  it("are changed while it waits, with a reason", async () => {
    const api = stubApi({
      ...seen(waiting(), WAITING),
      ...NOW,
      "POST /api/v1/runs/r1/data": ACCEPTED,
    });
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("button", { name: "Change data" }));
    const dialog = within(await screen.findByRole("dialog"));
    const data = await dialog.findByLabelText("Data of the run");
    expect(data).toHaveValue('{\n  "a": 1\n}');
    fireEvent.change(data, { target: { value: '{"a": 2}' } });
    fireEvent.change(dialog.getByLabelText("Reason"), { target: { value: "Wrong." } });
    await expectAccessible(screen.getByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Change data" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const posts = api.asked.filter(({ method }) => method === "POST");
    expect(posts.map(({ body }) => body)).toEqual(['{"reason":"Wrong.","context":{"a": 2}}']);
  });

  it("go back as they stand here if nobody touches them", async () => {
    const api = stubApi({
      ...seen(waiting(), WAITING),
      ...NOW,
      "POST /api/v1/runs/r1/data": ACCEPTED,
    });
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("button", { name: "Change data" }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.change(await dialog.findByLabelText("Reason"), { target: { value: "So." } });
    await user.click(dialog.getByRole("button", { name: "Change data" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const posts = api.asked.filter(({ method }) => method === "POST");
    expect(posts.map(({ body }) => body)).toEqual(['{"reason":"So.","context":{\n  "a": 1\n}}']);
  });

  it("are waited for before there is anything to type into", async () => {
    stubApi({ ...seen(waiting(), WAITING), "GET /api/v1/runs/r1/data": "never" });
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("button", { name: "Change data" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("status")).toBeVisible();
    expect(dialog.queryByRole("textbox")).toBeNull();
    await expectAccessible(screen.getByRole("dialog"));
  });

  it("that can't be read can't be changed, which is said", async () => {
    const api = stubApi({
      ...seen(waiting(), WAITING),
      "GET /api/v1/runs/r1/data": { status: 409, body: { detail: "At work.", remedy: "Pause." } },
    });
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("button", { name: "Change data" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(await dialog.findByRole("alert")).toHaveTextContent("At work.Pause.");
    expect(dialog.queryByRole("textbox")).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Change data" }));
    expect(api.asked.filter(({ method }) => method === "POST")).toEqual([]);
    await expectAccessible(screen.getByRole("dialog"));
  });

  it("can't be changed while it is at work, which is said", async () => {
    stubApi(seen(waiting({ status: "running" }), WAITING));
    const { user } = openPage("/runs/r1");
    const button = await screen.findByRole("button", { name: "Change data" });
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveAccessibleDescription(/Pause it/);
    await user.click(button);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await screen.findByText(/Pause it/)).toBeInTheDocument();
    await expectAccessible();
  });

  it("say what a refusal says", async () => {
    stubApi({
      ...seen(waiting(), WAITING),
      ...NOW,
      "POST /api/v1/runs/r1/data": { status: 409, body: { detail: "At work.", remedy: "Pause." } },
    });
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("button", { name: "Change data" }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.change(await dialog.findByLabelText("Reason"), { target: { value: "Wrong." } });
    await user.click(dialog.getByRole("button", { name: "Change data" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("At work.Pause.");
  });
});

/**
 * One run, while it goes and after.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { aRun, ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { stubSockets } from "../../testing/socket";

vi.mock("../../canvas/Picture", () => ({
  Picture: ({ tasks }: { tasks: ReadonlyMap<string, { state: string }> }) => (
    <p>{[...tasks].map(([pointer, { state }]) => `${pointer} ${state}`).join(", ")}</p>
  ),
}));

const line = (sequence: number, kind: string, task: string, body: object = {}) => ({
  sequence,
  kind,
  task,
  visit: task === "" ? "" : `${task}:0`,
  at: "2026-01-01T10:00:00.020Z",
  body,
});
const STARTED = line(1, "task.started", "/do/0/greet", { type: "set" });
const COMPLETED = line(2, "task.completed", "/do/0/greet", { output: { deep: [1] } });

/** Who has signed in sees this run, which has done this. */
function seen(run: ReturnType<typeof aRun>, lines: readonly object[]): Replies {
  return {
    ...signedIn([run]),
    [`GET /api/v1/runs/${run.id}/trace`]: {
      body: { items: lines, status: run.status, after: lines.length },
    },
  };
}

const open = { status: "running", endedAt: null, output: null };

describe("a run", () => {
  it("is followed to its end, each line heard once", async () => {
    const sockets = stubSockets();
    const api = stubApi(seen(aRun(open), [STARTED]));
    openPage("/runs/r1");
    expect(await screen.findByText("/do/0/greet running")).toBeVisible();
    const socket = sockets.at(-1);
    socket?.open();
    await waitFor(() => {
      expect(socket?.asked).toContainEqual({ type: "watch", topic: "run", run: "r1", after: 1 });
    });
    Object.assign(api.replies, signedIn([aRun()]));
    for (let times = 0; times < 2; times += 1)
      socket?.say({ type: "trace", run: "r1", items: [COMPLETED], status: "completed", after: 2 });
    expect(await screen.findByText("/do/0/greet completed")).toBeVisible();
    expect(await screen.findByText('"Hello, Ada!"')).toBeVisible();
    expect(document.title).toBe("Completed: Say hello – Baton");
  });

  it("says why it ended in a fault, where, and what to do", async () => {
    const error = {
      type: "https://serverlessworkflow.io/spec/1.0.0/errors/communication",
      status: 502,
      instance: "/do/0/greet",
      title: "Communication Error",
      detail: "It answered 502.",
    };
    stubApi(seen(aRun({ status: "faulted", output: null, error }), [STARTED]));
    openPage("/runs/r1");
    const fault = within(await screen.findByRole("region", { name: "Fault" }));
    expect(fault.getByText("It answered 502.")).toBeVisible();
    expect(fault.getByText(/other system is up/)).toBeVisible();
    expect(fault.getByRole("link", { name: "greet" })).toHaveAttribute(
      "href",
      expect.stringContaining("task="),
    );
    expect(screen.queryByRole("heading", { name: "Output" })).toBeNull();
  });

  it("tells in words what happened in a task", async () => {
    const error = { detail: "It answered 502." };
    const noted = (sequence: number, kind: string, body: object) =>
      line(sequence, `task.${kind}`, "/do/0/greet", body);
    stubApi(
      seen(aRun(open), [
        STARTED,
        noted(2, "retried", { attempt: 1, until: "2026-01-01T10:00:05Z", error }),
        noted(3, "unextended", { extension: "audit", error: { title: "Expression Error" } }),
        noted(4, "emitted", { type: "order.paid" }),
        noted(5, "logged", { message: "Half way." }),
        noted(6, "logged", { message: { "baton:clipped": "x", bytes: 9 } }),
        noted(7, "correlated", { keys: {} }),
        noted(8, "waiting", { types: ["a", "b"] }),
      ]),
    );
    openPage("/runs/r1?task=%2Fdo%2F0%2Fgreet");
    const task = within(await screen.findByRole("region", { name: "Chosen task" }));
    expect(await task.findByText(/It is tried again at .*: It answered 502\./)).toBeVisible();
    for (const words of [
      "The extension audit was left out: Expression Error",
      "Published an event of type order.paid",
      "Half way.",
      "Wrote to the log",
      "The events that it waited for have come",
      "Waits for an event of type a, b.",
    ])
      expect(task.getByText(words)).toBeVisible();
  });

  it("leads to the run that a task waits for", async () => {
    const waiting = line(2, "task.waiting", "/do/0/greet", { run: "r2" });
    stubApi(seen(aRun(open), [STARTED, waiting]));
    openPage("/runs/r1?task=%2Fdo%2F0%2Fgreet");
    const task = within(await screen.findByRole("region", { name: "Chosen task" }));
    expect(await task.findByText("Waits for another run.")).toBeVisible();
    const link = task.getByRole("link", { name: "The run that it started" });
    expect(link).toHaveAttribute("href", "/runs/r2");
  });

  it("waits for any event", async () => {
    stubApi(seen(aRun(open), [STARTED, line(2, "task.waiting", "/do/0/greet", { types: [] })]));
    openPage("/runs/r1?task=%2Fdo%2F0%2Fgreet");
    expect(await screen.findByText("Waits for an event.")).toBeVisible();
  });

  it("says which attempt faulted, and what the task got", async () => {
    const error = { type: "x/communication", status: 502, instance: "/do/0/greet", title: "No" };
    const retried = line(2, "task.retried", "/do/0/greet", { attempt: 1 });
    const started = { ...STARTED, body: { type: "call:http", input: { city: "Ulm" } } };
    const faulted = line(3, "task.faulted", "/do/0/greet", { error });
    const run = aRun({ status: "faulted", output: null, error });
    stubApi(seen(run, [started, retried, faulted]));
    const { user } = openPage("/runs/r1");
    const fault = within(await screen.findByRole("region", { name: "Fault" }));
    expect(fault.getByText(/in attempt 2/)).toBeVisible();
    await user.click(fault.getByText("What the task got"));
    expect(await fault.findByText('"Ulm"')).toBeVisible();
    expect(screen.queryByRole("region", { name: "Now" })).toBeNull();
  });

  it("shows a task's values, clipped ones said to be so", async () => {
    const clipped = { "baton:clipped": '{"a":', bytes: 9000 };
    const started = line(1, "task.started", "/do/0/greet", { type: "set", input: clipped });
    stubApi(seen(aRun(), [started, COMPLETED]));
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByText("greet"));
    expect(await screen.findByText(/of 9,000 bytes/)).toBeVisible();
    expect(screen.getByRole("group", { name: "greet: Output" })).toHaveTextContent("deep");
    expect(screen.getByRole("region", { name: "Chosen task" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Close the task" }));
    expect(await screen.findByText("Latest tasks")).toBeVisible();
    expect(screen.getByRole("region", { name: "Latest tasks" })).toHaveFocus();
  });

  it("that is not there says so with the remedy", async () => {
    const problem = { status: 404, body: { detail: "The run r9 was not found.", remedy: "List." } };
    const missing = { "GET /api/v1/runs/r9": problem, "GET /api/v1/runs/r9/trace": problem };
    stubApi({ ...signedIn(), ...missing });
    openPage("/runs/r9");
    expect(await screen.findByRole("alert")).toHaveTextContent("The run r9 was not found.List.");
  });
});

describe("what an operator does", () => {
  it("asks once, takes a reason along, and says when nobody has heard it yet", async () => {
    const cancel = { status: 202, body: { id: "m1", answer: "recorded, not yet counted" } };
    const api = stubApi({ ...seen(aRun(open), []), "POST /api/v1/runs/r1/cancel": cancel });
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("button", { name: "Cancel run" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByRole("textbox"), " No longer needed ");
    await user.click(dialog.getByRole("button", { name: "Cancel run" }));
    expect(await dialog.findByText(/not yet counted/)).toBeVisible();
    const posts = api.asked.filter(({ method }) => method === "POST");
    expect(posts.map(({ body }) => body)).toEqual(['{"reason":"No longer needed"}']);
    expect(posts[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("leaves the focus on the title, since the button will go", async () => {
    const cancel = { status: 202, body: { id: "m1", answer: "accepted" } };
    stubApi({ ...seen(aRun(open), []), "POST /api/v1/runs/r1/cancel": cancel });
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("button", { name: "Cancel run" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Cancel run" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
  });

  it("that is thought better of leaves the focus where it was", async () => {
    stubApi(seen(aRun(open), []));
    const { user } = openPage("/runs/r1");
    const button = await screen.findByRole("button", { name: "Cancel run" });
    await user.click(button);
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Leave as it is" }));
    await waitFor(() => expect(button).toHaveFocus());
  });

  it("is not there for who may not, nor for a run that has ended", async () => {
    const member = { ...ADA, permissions: ["runs:read", "definitions:read"] };
    stubApi({ ...seen(aRun(open), []), "GET /api/v1/me": { body: member } });
    openPage("/runs/r1");
    expect(await screen.findByRole("heading", { name: "Say hello" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Cancel run" })).toBeNull();
    expect(screen.queryByRole("link", { name: "Facts" })).toBeNull();
  });
});

describe("a run whose values are hidden", () => {
  it("says what they are, and hands none of them on", async () => {
    const hidden = aRun({
      valuesHidden: true,
      input: { name: "<text of 3>", age: "<number>" },
      output: null,
    });
    stubApi(seen(hidden, []));
    openPage("/runs/r1");
    expect(await screen.findByText("You see how it stands, not what it holds.")).toBeVisible();
    expect(await screen.findByText("text, 3 characters")).toBeVisible();
    expect(screen.getByText("a number")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Copy Input/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Download/ })).toBeNull();
    expect(screen.queryByRole("link", { name: "Run again" })).toBeNull();
  });

  it("does what one may do with its process, whatever one may elsewhere", async () => {
    stubApi({
      ...seen(aRun({ status: "running", endedAt: null, output: null }), []),
      "GET /api/v1/me/permissions": ({ query }) => {
        const permissions = query.get("process") === "demo/hello" ? ["runs:control"] : [];
        return { body: { process: query.get("process"), permissions, somewhere: permissions } };
      },
    });
    openPage("/runs/r1");
    expect(await screen.findByRole("button", { name: "Cancel run" })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("link", { name: "Facts" })).toBeNull());
    expect(screen.getByRole("button", { name: "Cancel run" })).toBeVisible();
  });
});

/**
 * What a run says of itself while it goes.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { aRun, ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { stubSockets } from "../../testing/socket";

vi.mock("../../canvas/Picture", () => ({ Picture: () => null }));

const line = (sequence: number, kind: string, task: string, body: object = {}) => ({
  sequence,
  kind,
  task,
  visit: task === "" ? "" : `${task}:0`,
  at: "2026-01-01T10:00:00.020Z",
  body,
});

function seen(lines: readonly object[], more: Record<string, unknown> = {}): Replies {
  const run = aRun({ status: "waiting", endedAt: null, output: null, ...more });
  const trace = { items: lines, status: run.status, after: lines.length };
  return { ...signedIn([run]), "GET /api/v1/runs/r1/trace": { body: trace } };
}

const now = async () => within(await screen.findByRole("region", { name: "Now" }));

describe("an open run", () => {
  it("says which task waits for what until when, and leads there", async () => {
    const later = new Date(Date.now() + 7_210_000).toISOString();
    const error = { detail: "It answered 502." };
    stubApi(
      seen([
        line(1, "task.started", "/do/0/pause", { type: "wait" }),
        line(2, "task.waiting", "/do/0/pause", { until: later }),
        line(3, "task.started", "/do/1/child", { type: "run" }),
        line(4, "task.waiting", "/do/1/child", { run: "r2" }),
        line(5, "task.started", "/do/2/hear", { type: "listen" }),
        line(6, "task.waiting", "/do/2/hear", { types: ["paid", "refused"] }),
        line(7, "task.started", "/do/3/careful", { type: "try" }),
        line(8, "task.retried", "/do/3/careful", { until: later, error }),
        line(9, "task.started", "/do/4/fetch", { type: "call:http" }),
        line(10, "task.started", "/do/5/any", { type: "listen" }),
        line(11, "task.waiting", "/do/5/any", { types: [] }),
        line(12, "run.suspended", "", { reason: "Month's end." }),
        line(13, "task.started", "/do/6/ask", { type: "call:approval" }),
        line(14, "task.waiting", "/do/6/ask", {
          approval: "a1",
          asked: ["Ada", "Bob", "Mei", "Sam", "Zoe"],
        }),
      ]),
    );
    openPage("/runs/r1");
    const region = await now();
    const lines = region.getAllByRole("listitem").map(({ textContent }) => textContent);
    for (const [at, words] of [
      /^Paused since .* because: Month's end\./,
      /^pauseWaits until .* in 2hSkip$/,
      /^childWaits for the run r2Skip$/,
      /^hearWaits for an event of type paid or refusedSkip$/,
      /^carefulTries again at .* \(attempt 2\) in 2hBecause: It answered 502\.Skip$/,
      /^fetchWaits for an answer since /,
      /^anyWaits for an event of any typeSkip$/,
      /^askWaits for a decision of Ada, Bob, Mei,? and 2 others, asked .* Look at itSkip$/,
    ].entries())
      expect(lines[at]).toMatch(words);
    const approval = region.getByRole("link", { name: "Look at it" });
    expect(approval).toHaveAttribute("href", "/approvals/a1");
    expect(region.getByRole("link", { name: "r2" })).toHaveAttribute("href", "/runs/r2");
    expect(region.getByRole("link", { name: "pause" })).toHaveAttribute(
      "href",
      expect.stringContaining("task="),
    );
    await expectAccessible();
  });

  it("that has not begun says what it waits for", async () => {
    stubApi(seen([], { status: "pending", startedAt: null }));
    openPage("/runs/r1");
    expect((await now()).getByText(/as soon as a worker is free/)).toBeVisible();
  });

  it("claims nothing that the trace has not told", async () => {
    stubApi(seen([], { status: "running" }));
    openPage("/runs/r1");
    expect((await now()).getByText(/has not told yet/)).toBeVisible();
  });

  it("says no more than a person reads", async () => {
    const many = Array.from({ length: 25 }, (_, at) => line(at + 1, "task.started", `/do/${at}/t`));
    stubApi(seen(many));
    openPage("/runs/r1");
    const region = await now();
    expect(region.getAllByRole("listitem")).toHaveLength(20);
    expect(region.getByText("and 5 more tasks")).toBeVisible();
  });

  it("says it anew as it hears, and nothing once it has ended", async () => {
    const sockets = stubSockets();
    const api = stubApi(seen([line(1, "task.started", "/do/0/pause", { type: "wait" })]));
    openPage("/runs/r1");
    expect((await now()).getByText(/At work since/)).toBeVisible();
    const socket = sockets.at(-1);
    socket?.open();
    await waitFor(() => expect(socket?.asked.length).toBeGreaterThan(0));
    const until = "2026-01-01T10:00:05.000Z";
    const waiting = line(2, "task.waiting", "/do/0/pause", { until });
    socket?.say({ type: "trace", run: "r1", items: [waiting], status: "waiting", after: 2 });
    // That moment has long come.
    expect(await screen.findByText(/^Waits until [^,]*, 2026, [^n]*$/)).toBeVisible();
    Object.assign(api.replies, signedIn([aRun()]));
    const ended = line(3, "task.completed", "/do/0/pause");
    socket?.say({ type: "trace", run: "r1", items: [ended], status: "completed", after: 3 });
    await waitFor(() => expect(screen.queryByRole("region", { name: "Now" })).toBeNull());
  });
});

const DETAIL = "The worker stopped inside the call.";
const LOST = [
  line(1, "task.started", "/do/0/pay", { type: "call:http" }),
  line(2, "task.unsettled", "/do/0/pay", { error: { detail: DETAIL } }),
];
const ACCEPTED = { status: 200, body: { id: "m1", answer: "accepted" } };

async function asked(replies: Replies = {}) {
  const api = stubApi({ ...seen(LOST), "POST /api/v1/runs/r1/settle": ACCEPTED, ...replies });
  const { user } = openPage("/runs/r1");
  const button = await screen.findByText("Say what happened");
  await user.click(button);
  const dialog = within(await screen.findByRole("dialog", { name: "What became of pay?" }));
  const posts = () => api.asked.filter(({ method }) => method === "POST");
  const submit = () => user.click(dialog.getByText("Record the answer"));
  return { user, button, dialog, posts, submit };
}

describe("a call of which nobody knows whether it happened", () => {
  it("is an alert with what is known; its task waits", async () => {
    stubApi(seen(LOST));
    openPage("/runs/r1?view=times");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(DETAIL);
    expect(within(alert).getByRole("link", { name: "pay" })).toBeVisible();
    const times = within(screen.getByRole("region", { name: "Times" }));
    expect(times.getByText("Waiting")).toBeInTheDocument();
    await expectAccessible();
  });

  it("is settled by who may, and by nobody else", async () => {
    const member = { ...ADA, permissions: ["runs:read", "definitions:read"] };
    stubApi({ ...seen(LOST), "GET /api/v1/me": { body: member } });
    openPage("/runs/r1");
    expect(await screen.findByRole("alert")).toHaveTextContent("Who may control runs");
    expect(screen.queryByRole("button", { name: "Say what happened" })).toBeNull();
  });

  it("asks for an answer, and for an output that is JSON", async () => {
    const { user, dialog, posts, submit } = await asked();
    await submit();
    expect(dialog.getByText("Choose what happened.")).toBeVisible();
    await user.click(dialog.getByLabelText("The call happened"));
    const output = dialog.getByLabelText("Output of the call");
    fireEvent.change(output, { target: { value: "{nonsense" } });
    await submit();
    expect(dialog.getByText(/Line 1, column 2: this is not JSON/)).toBeVisible();
    expect(output).toHaveAttribute("aria-invalid", "true");
    expect(posts()).toEqual([]);
    await expectAccessible(screen.getByRole("dialog"));
  });

  it("that happened gives its task the output, digit by digit", async () => {
    const { user, dialog, posts, submit } = await asked();
    await user.click(dialog.getByLabelText("The call happened"));
    fireEvent.change(dialog.getByLabelText("Output of the call"), {
      target: { value: '{"id": 12345678901234567890}' },
    });
    fireEvent.change(dialog.getByLabelText(/^Reason/), {
      target: { value: " Seen in the ledger. " },
    });
    await submit();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(posts().map(({ body }) => body)).toEqual([
      '{"visit":"/do/0/pay:0","outcome":"happened","reason":"Seen in the ledger.","output":{"id": 12345678901234567890}}',
    ]);
    expect(posts()[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
    await waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
  });

  it("is made again or left to fault without an output, whatever was typed before", async () => {
    const { user, dialog, posts, submit } = await asked();
    await user.click(dialog.getByLabelText("The call happened"));
    fireEvent.change(dialog.getByLabelText("Output of the call"), { target: { value: "no JSON" } });
    await user.click(dialog.getByLabelText("Make the call again"));
    await submit();
    await waitFor(() => expect(posts()).toHaveLength(1));
    expect(JSON.parse(posts()[0]?.body ?? "")).toEqual({
      visit: "/do/0/pay:0",
      outcome: "again",
      reason: null,
      output: null,
    });
  });

  it("says what is refused; the same answer has the same key, another one another", async () => {
    const refused = { status: 409, body: { detail: "Somebody has done it.", remedy: "Look." } };
    const { user, dialog, button, posts, submit } = await asked({
      "POST /api/v1/runs/r1/settle": refused,
    });
    await user.click(dialog.getByLabelText("Let it fault"));
    await submit();
    expect(await dialog.findByRole("alert")).toHaveTextContent("Somebody has done it.Look.");
    await submit();
    await waitFor(() => expect(posts()).toHaveLength(2));
    await user.click(dialog.getByLabelText("Make the call again"));
    await submit();
    await waitFor(() => expect(posts()).toHaveLength(3));
    const [first, second, third] = posts().map(({ headers }) => headers.get("Idempotency-Key"));
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    await dialog.findByRole("alert");
    await user.click(dialog.getByText("Leave as it is"));
    await waitFor(() => expect(button).toHaveFocus());
  });

  it("says when nobody has heard it yet", async () => {
    const { user, dialog, submit } = await asked({
      "POST /api/v1/runs/r1/settle": {
        status: 202,
        body: { id: "m1", answer: "recorded, not yet counted" },
      },
    });
    await user.click(dialog.getByLabelText("Let it fault"));
    await submit();
    expect(await dialog.findByText(/not yet counted/)).toBeVisible();
    expect(dialog.queryByRole("radio")).toBeNull();
  });
});

describe("a run that is stuck", () => {
  it("says since when, and what helps", async () => {
    stubApi(
      seen([line(1, "task.started", "/do/0/a", { type: "set" })], {
        status: "running",
        stuckSince: "2026-01-01T10:05:00.000Z",
      }),
    );
    openPage("/runs/r1");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(/^Stuck since .*: no worker can go on with it/);
    expect(alert).toHaveTextContent("cancelling ends it");
    await expectAccessible();
  });
});

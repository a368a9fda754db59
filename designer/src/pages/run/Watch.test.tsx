/**
 * Looking into a run: iterations of loops, visits, attempts, waits, times, and another run beside.
 *
 * Never: a run that the engine would not tell so; keys of visits are as it writes them.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { aRun, ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

vi.mock("../../canvas/Picture", () => ({
  Picture: (props: {
    tasks: ReadonlyMap<string, { state: string; visits: number }>;
    extras: (node: object) => React.ReactNode;
    beside: React.ReactNode;
  }) => (
    <div data-testid="picture">
      {props.beside}
      {[...props.tasks].map(([id, { state, visits }]) => (
        <div key={id}>
          <p>{`${id} ${state} ${visits}`}</p>
          {props.extras({ id, container: true })}
        </div>
      ))}
    </div>
  ),
}));

/** The first page of a file is loaded with all that it imports. */
const SLOW = { timeout: 25_000 };
const EACH = "/do/0/each";
const PAY = `${EACH}/do/0/pay`;
let sequence = 0;
const line = (kind: string, task: string, visit: string, body: object = {}) => {
  sequence += 1;
  const at = `2026-01-01T10:00:${String(sequence).padStart(2, "0")}.000Z`;
  return { sequence, kind: `task.${kind}`, task, visit, at, body };
};
const pay = (place: number, end: string, body: object) => [
  line("started", PAY, `${EACH}/for/${place}/0/pay:0`, { type: "call.http", input: { place } }),
  line(end, PAY, `${EACH}/for/${place}/0/pay:0`, body),
];
const error = {
  type: "https://serverlessworkflow.io/spec/1.0.0/errors/communication",
  status: 503,
  instance: PAY,
  detail: "It refuses connections.",
};
function lines() {
  sequence = 0;
  return [
    line("started", EACH, `${EACH}:0`, { type: "for" }),
    ...pay(0, "completed", { output: { place: 0, paid: true } }),
    ...pay(1, "faulted", { error }),
    ...pay(2, "completed", { output: { place: 2 } }),
    line("completed", EACH, `${EACH}:0`, { output: 3 }),
  ];
}

function seen(run: ReturnType<typeof aRun>, told: readonly object[]): Replies {
  return {
    ...signedIn([run]),
    [`GET /api/v1/runs/${run.id}/trace`]: {
      body: { items: told, status: run.status, after: told.length },
    },
  };
}
const at = (search: string) => `/runs/r1?${search}`;
const chosen = async () => within(await screen.findByRole("region", { name: "Chosen task" }, SLOW));

describe("a loop", () => {
  it("shows one iteration on its box, and the one before, and those that failed", async () => {
    stubApi(seen(aRun(), lines()));
    const { user } = openPage("/runs/r1");
    const picker = within(await screen.findByRole("group", { name: "Iterations of each" }, SLOW));
    expect(picker.getByRole("status")).toHaveTextContent("3 / 3");
    expect(screen.getByText(`${PAY} completed 1`)).toBeVisible();
    await user.click(picker.getByRole("button", { name: "Previous iteration" }));
    expect(screen.getByText(`${PAY} faulted 1`)).toBeVisible();
    await user.click(picker.getByRole("button", { name: /^Only the 1 in which/ }));
    const next = picker.getByRole("button", { name: "Next iteration" });
    expect(next).toHaveAttribute("aria-disabled", "true");
  });

  it("lists its iterations with what became of each, walked by arrow keys", async () => {
    stubApi(seen(aRun(), lines()));
    const { user } = openPage(at(`task=${encodeURIComponent(EACH)}`));
    const strip = within(await screen.findByRole("toolbar", { name: "3 iterations" }));
    const last = strip.getByRole("button", { name: "Iteration 3: Completed" });
    last.focus();
    await user.keyboard("{ArrowLeft}{Enter}");
    const failed = strip.getByRole("button", { name: /^Iteration 2: Completed, after/ });
    expect(failed).toHaveAttribute("aria-current", "true");
    expect(screen.getByText(`${PAY} faulted 1`)).toBeVisible();
  });
});

describe("a task", () => {
  it("is followed from visit to visit, with the remedy first and the way to its text", async () => {
    const may = { ...ADA, permissions: [...ADA.permissions, "definitions:write"] };
    stubApi({ ...seen(aRun(), lines()), "GET /api/v1/me": { body: may } });
    const { user } = openPage(at(`task=${encodeURIComponent(PAY)}`));
    const task = await chosen();
    const visits = await task.findByRole("combobox", { name: "Entered 3 times" });
    await user.selectOptions(visits, "Iteration 2: Faulted");
    const fault = within(task.getByRole("region", { name: "pay: Fault" }));
    expect(fault.getByText(/other system is up/)).toBeVisible();
    expect(fault.getByText("It refuses connections.")).toBeVisible();
    const edit = task.getByRole("link", { name: "Edit the process at this task" });
    expect(edit).toHaveAttribute(
      "href",
      expect.stringContaining(`edit?task=${encodeURIComponent(PAY)}`),
    );
    await user.click(task.getByRole("button", { name: "The time before" }));
    await user.click(task.getByText("What has changed between input and output"));
    expect(await task.findByText(/"paid": true/, { selector: "code" })).toBeVisible();
  });

  it("says for whom it waits", async () => {
    sequence = 0;
    const ask = "/do/0/ask";
    const told = [
      line("started", ask, `${ask}:0`, { type: "call.approval" }),
      line("waiting", ask, `${ask}:0`, { approval: "a1", asked: ["Grace Murray"] }),
    ];
    stubApi(seen(aRun({ status: "waiting", endedAt: null, output: null }), told));
    openPage(at(`task=${encodeURIComponent(ask)}`));
    const task = await chosen();
    expect(await task.findByText("Grace Murray")).toBeVisible();
    expect(task.getByRole("link", { name: "Look at it" })).toHaveAttribute("href", "/approvals/a1");
  });
});

it("shows the slowest and what failed against the time of the run", async () => {
  stubApi(seen(aRun(), lines()));
  const { user } = openPage(at("view=times"));
  const times = within(await screen.findByRole("region", { name: "Times" }));
  await user.click(times.getByText("Failed"));
  expect(times.getAllByRole("listitem")).toHaveLength(1);
  expect(times.getByText("iteration 2")).toBeVisible();
});

it("stands beside the last run that went well", async () => {
  const here = aRun({ status: "faulted", output: null, createdAt: "2026-01-02T10:00:00Z" });
  const there = aRun({ id: "r0", createdAt: "2026-01-01T10:00:00Z" });
  sequence = 0;
  const good = pay(0, "completed", { output: 1 });
  sequence = 0;
  stubApi({
    ...seen(here, pay(0, "faulted", { error })),
    "GET /api/v1/runs": { body: { items: [here, there], next: null } },
    "GET /api/v1/runs/r0": { body: there },
    "GET /api/v1/runs/r0/trace": { body: { items: good, status: "completed", after: 2 } },
  });
  openPage(at("view=compare"));
  const both = within(await screen.findByRole("region", { name: "Compared with another run" }));
  const task = within(await both.findByRole("article", { name: "pay" }));
  expect(task.getByText(/ended differently/)).toBeVisible();
  expect(task.getByText("Faulted")).toBeVisible();
  expect(task.getByText("Completed")).toBeVisible();
});

/**
 * The list of runs and one of them, while it goes and after.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { aRun, signedIn, stubApi } from "../testing/api";
import { openPage } from "../testing/page";

const line = (sequence: number, kind: string, task: string, body: object = {}) => ({
  sequence,
  kind,
  task,
  visit: task === "" ? "" : `${task}:0`,
  at: "2026-01-01T10:00:00.020Z",
  body,
});

const panel = () => screen.getByRole("region", { name: "Run" });

describe("a run", () => {
  it("is followed to its end without a second look at what is known", async () => {
    let ended = false;
    const api = stubApi({
      ...signedIn(),
      "GET /api/v1/runs/r1": () => ({
        body: ended ? aRun() : aRun({ status: "running", endedAt: null, output: null }),
      }),
      "GET /api/v1/runs/r1/trace": ({ query }) => {
        if (query.get("after") === "0")
          return {
            body: {
              items: [line(1, "task.started", "/do/0/greet", { type: "set" })],
              status: "running",
              after: 1,
            },
          };
        if (!ended) return "never";
        return {
          body: {
            items: [line(2, "task.completed", "/do/0/greet", { output: 1 })],
            status: "completed",
            after: 2,
          },
        };
      },
    });
    history.replaceState(null, "", "/?run=r1");
    const { client } = openPage();
    expect(await screen.findByText("greet")).toBeVisible();
    expect(screen.getAllByText("Running").length).toBeGreaterThan(0);
    await waitFor(() => {
      expect(traces(api).map((asked) => asked.query.get("wait"))).toEqual(["0", "25"]);
    });
    ended = true;
    await client.cancelQueries({ queryKey: ["course", "r1"] });
    expect(await screen.findByText('"Hello, Ada!"')).toBeVisible();
    expect(traces(api).at(-1)?.query.get("after")).toBe("1");
    expect(document.title).toBe("Completed – demo/hello – Baton");
  });

  it("shows why it ended in a fault, and where", async () => {
    const error = {
      type: "https://serverlessworkflow.io/spec/1.0.0/errors/communication",
      status: 502,
      instance: "/do/0/call",
      title: "Communication Error",
      detail: "It answered 502.",
    };
    stubApi({
      ...signedIn(),
      "GET /api/v1/runs/r1": { body: aRun({ status: "faulted", output: null, error }) },
      "GET /api/v1/runs/r1/trace": { body: { items: [], status: "faulted", after: 0 } },
    });
    history.replaceState(null, "", "/?run=r1");
    openPage();
    const fault = within(await screen.findByRole("region", { name: "Fault" }));
    expect(fault.getByText("It answered 502.")).toBeVisible();
    expect(fault.getByText("/do/0/call")).toBeVisible();
    expect(within(panel()).queryByText("Output")).toBeNull();
  });

  it("opens a task to its values, clipped ones said to be so", async () => {
    const body = { type: "set", input: { "baton:clipped": '{"a":', bytes: 9000 } };
    stubApi({
      ...signedIn(),
      "GET /api/v1/runs/r1": { body: aRun() },
      "GET /api/v1/runs/r1/trace": {
        body: {
          items: [
            line(1, "task.started", "/do/0/greet", body),
            line(2, "task.completed", "/do/0/greet", { output: { deep: [1] } }),
          ],
          status: "completed",
          after: 2,
        },
      },
    });
    history.replaceState(null, "", "/?run=r1");
    const { user } = openPage();
    await user.click(await screen.findByText("greet"));
    expect(await screen.findByText(/of 9,000 bytes/)).toBeVisible();
    expect(screen.getByRole("group", { name: "greet: Output" })).toHaveTextContent('"deep"');
  });

  it("that is not there says so with the remedy", async () => {
    const problem = { status: 404, body: { detail: "The run r9 was not found.", remedy: "List." } };
    stubApi({
      ...signedIn(),
      "GET /api/v1/runs/r9": problem,
      "GET /api/v1/runs/r9/trace": problem,
    });
    history.replaceState(null, "", "/?run=r9");
    openPage();
    expect(await screen.findByRole("alert")).toHaveTextContent("The run r9 was not found.List.");
  });
});

describe("the latest runs", () => {
  it("lead to one of them, and back by the browser's own step", async () => {
    stubApi({
      ...signedIn([aRun()]),
      "GET /api/v1/runs/r1": { body: aRun() },
      "GET /api/v1/runs/r1/trace": { body: { items: [], status: "completed", after: 0 } },
    });
    const { user } = openPage();
    const row = await screen.findByRole("link", { name: /demo\/hello.*Completed/ });
    expect(row).toHaveTextContent("84ms");
    await user.click(row);
    expect(row).toHaveAttribute("aria-current", "true");
    expect(await screen.findByText('"Hello, Ada!"')).toBeVisible();
    history.back();
    expect(await screen.findByText("Choose a run to see what it did.")).toBeVisible();
  });

  it("stay when the API is lost, marked as old, and go on when it is back", async () => {
    const api = stubApi(signedIn([aRun({ status: "running", endedAt: null })]));
    openPage();
    expect(await screen.findByRole("link", { name: /Running/ })).toBeVisible();
    api.replies["GET /api/v1/runs"] = "unreachable";
    expect(await screen.findByText(/What you see is from/)).toBeVisible();
    expect(screen.getByRole("link", { name: /Running/ })).toBeVisible();
    Object.assign(api.replies, signedIn([aRun()]));
    expect(await screen.findByRole("link", { name: /Completed/ })).toBeVisible();
    expect(screen.queryByText(/What you see is from/)).toBeNull();
  });

  it("grow when more are wanted", async () => {
    const api = stubApi({
      ...signedIn(),
      "GET /api/v1/runs": ({ query }) => ({
        body: { items: [aRun()], next: query.get("limit") === "25" ? "c" : null },
      }),
    });
    const { user } = openPage();
    await user.click(await screen.findByRole("button", { name: "Show more" }));
    await waitFor(() => {
      expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
    });
    expect(api.asked.at(-1)?.query.get("limit")).toBe("50");
  });
});

function traces(api: ReturnType<typeof stubApi>) {
  return api.asked.filter((asked) => asked.path.endsWith("/trace"));
}

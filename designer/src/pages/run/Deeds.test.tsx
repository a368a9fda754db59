/**
 * The trail of what people have done about a run.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

// Already there, so that the first test does not wait for it to be read.
import "./Run";
import { expectAccessible } from "../../testing/accessible";
import { aRun, ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

vi.mock("../../canvas/Picture", () => ({ Picture: () => null }));

const deed = (id: string, more: object = {}) => ({
  id,
  at: "2026-01-01T10:00:00Z",
  actor: "p1",
  actorName: "Ada",
  action: "run.retry",
  subject: "run:r1",
  reason: "The other side is up.",
  outcome: "done",
  details: {},
  ...more,
});

function seen(pages: Replies[string]): Replies {
  const trace = { items: [], status: "completed", after: 0 };
  return {
    ...signedIn([aRun()]),
    "GET /api/v1/runs/r1/trace": { body: trace },
    "GET /api/v1/runs/r1/audit": pages,
  };
}

describe("what people have done", () => {
  it("is told with who, what, why and what came of it, a page after the other", async () => {
    const first = [
      deed("a3", { outcome: "refused", details: { visit: "/do/0/pay:0" } }),
      deed("a2", { action: "run.skip", reason: null, actorName: null, outcome: "recorded" }),
    ];
    const pages: Replies[string] = ({ query }) => ({
      body: query.has("cursor")
        ? { items: [deed("a1", { action: "run.somersault" })], next: null }
        : { items: first, next: "c1" },
    });
    stubApi(seen(pages));
    const { user } = openPage("/runs/r1?view=actions");
    const region = within(await screen.findByRole("region", { name: "Actions" }));
    const items = () => region.getAllByRole("article").map(({ textContent }) => textContent);
    expect(items()[0]).toMatch(/^Retried the runRefusedAda .*The other side is up\.Details/);
    expect(items()[1]).toMatch(/^Skipped a taskRecorded, not yet answeredSomebody .*No reason/);
    await expectAccessible();
    await user.click(region.getByRole("button", { name: "Show more" }));
    expect(await region.findByText("somersault")).toBeVisible();
  });

  it("is nothing yet, which is said", async () => {
    stubApi(seen({ body: { items: [], next: null } }));
    openPage("/runs/r1?view=actions");
    expect(await screen.findByText("Nobody has done anything about this run.")).toBeVisible();
  });

  it("that can't be read says so", async () => {
    stubApi(seen({ status: 403, body: { detail: "Not yours.", remedy: "Ask." } }));
    openPage("/runs/r1?view=actions");
    expect(await screen.findByRole("alert")).toHaveTextContent("Not yours.Ask.");
  });

  it("is not shown to who may not see it", async () => {
    const member = { ...ADA, permissions: ["runs:read"] };
    stubApi({ ...seen({ status: 403, body: {} }), "GET /api/v1/me": { body: member } });
    openPage("/runs/r1?view=actions");
    expect(await screen.findByRole("heading", { name: "Say hello" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Actions" })).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

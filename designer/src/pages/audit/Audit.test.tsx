/**
 * The audit trail: found, opened, checked.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

// Already there, so that the first test does not wait for it to be read.
import "./Audit";
import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const entry = (id: string, more: object = {}) => ({
  id,
  at: "2026-01-01T10:00:00Z",
  actor: "p1",
  actorName: "Ada",
  action: "secret.write",
  subject: "secret:api",
  reason: null,
  outcome: "done",
  details: { before: null, after: { hosts: ["a.example"] } },
  address: "192.0.2.1",
  request: "q1",
  key: null,
  erased: false,
  ...more,
});

const PART = {
  findings: [],
  checked: 5000,
  through: 5000,
  next: null,
  waiting: 0,
  heads: 3,
  signedThrough: 5000,
  publicKey: "ab",
};

function seen(more: Replies = {}): Replies {
  const items = [
    entry("a2"),
    entry("a1", { actor: "nobody", actorName: null, action: "session.begin", outcome: "refused" }),
  ];
  return { ...signedIn(), "GET /api/v1/audit": { body: { items, next: null } }, ...more };
}

describe("the audit trail", () => {
  it("tells who did what, and opens to before and after", async () => {
    stubApi(seen());
    const { user } = openPage("/audit");
    const trail = within(await screen.findByRole("region", { name: "Audit trail" }));
    expect(trail.getByText("Signed in")).toBeVisible();
    expect(trail.getByText("Refused")).toBeVisible();
    expect(trail.getByText("Nobody who had signed in")).toBeVisible();
    await user.click(trail.getByText("Wrote a secret"));
    expect(trail.getAllByText("192.0.2.1")[0]).toBeVisible();
    expect(trail.getAllByRole("heading", { name: "After" })[0]).toBeVisible();
    await expectAccessible();
  });

  it("asks for what the address says, and clears it", async () => {
    const api = stubApi(seen());
    const { user } = openPage("/audit?action=secret.write&outcome=done&actor=somebody");
    await screen.findByRole("region", { name: "Audit trail" });
    const asked = () => api.asked.filter(({ path }) => path === "/api/v1/audit").at(-1)?.query;
    expect(asked()?.get("action")).toBe("secret.write");
    expect(asked()?.get("outcome")).toBe("done");
    expect(asked()?.get("actor")).toBe("somebody");
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(location.search).toBe("");
  });

  it("is checked to its end", async () => {
    const verification: Replies[string] = ({ query }) => ({
      body: query.get("after") === "0" ? { ...PART, next: 5000 } : { ...PART, checked: 7 },
    });
    stubApi(seen({ "GET /api/v1/audit/verification": verification }));
    const { user } = openPage("/audit");
    await user.click(await screen.findByRole("button", { name: "Check the trail" }));
    expect(await screen.findByText("Nothing is wrong: 5,007 lines were checked.")).toBeVisible();
    expect(screen.getByText("3 signed heads fit.")).toBeVisible();
  });

  it("says what is wrong, and where", async () => {
    const message = "Line 3 was taken out of the trail.";
    const findings = [{ code: "removed", sequence: 3, entry: null, message }];
    stubApi(seen({ "GET /api/v1/audit/verification": { body: { ...PART, findings } } }));
    const { user } = openPage("/audit");
    await user.click(await screen.findByRole("button", { name: "Check the trail" }));
    expect(await screen.findByText(message)).toBeVisible();
    expect(screen.getByText("1 thing is wrong")).toBeVisible();
    await expectAccessible();
  });

  it("is exported by who may", async () => {
    stubApi(seen());
    openPage("/audit");
    const link = await screen.findByRole("link", { name: "Export" });
    expect(link).toHaveAttribute("href", "/api/v1/audit/export");
  });

  it("is not exported by who may not", async () => {
    const permissions = ADA.permissions.filter((one) => one !== "audit:export");
    stubApi(seen({ "GET /api/v1/me": { body: { ...ADA, permissions } } }));
    openPage("/audit");
    await screen.findByRole("region", { name: "Audit trail" });
    expect(screen.queryByRole("link", { name: "Export" })).toBeNull();
  });
});

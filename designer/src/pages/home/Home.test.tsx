/**
 * The page where one begins: what waits, what failed today, one's runs and processes.
 *
 * Never: a part for what one may not see.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { dayOf } from "../../model/home";
import { expectAccessible } from "../../testing/accessible";
import { ADA, aRun, HELLO, stubApi } from "../../testing/api";
import { aLine, deciding } from "../../testing/approvals";
import { openPage } from "../../testing/page";

const ALL = { ...ADA, permissions: [...ADA.permissions, "approvals:read"] };

function open(me: object = ALL, more: { readonly failed?: readonly object[] } = {}) {
  const stub = stubApi({
    ...deciding({ waiting: [aLine()] }),
    "GET /api/v1/me": { body: me },
    "GET /api/v1/runs": ({ query }) => ({
      body: {
        items: query.get("status") === "faulted" ? (more.failed ?? []) : [aRun({ id: "mine" })],
        next: null,
      },
    }),
    "GET /api/v1/sketches": {
      body: {
        items: [
          {
            ...{ namespace: "demo", name: "paper", title: "Order paper", basedOn: null },
            ...{ revision: 3, savedByName: "Ada", savedAt: "2026-11-20T10:00:00Z" },
          },
        ],
        next: null,
      },
    },
    "GET /api/v1/ready": {
      body: { items: [{ name: "leave", title: "Leave", summary: "Days off.", text: "do: []" }] },
    },
    "GET /api/v1/processes": { body: { items: [HELLO], next: null } },
  });
  openPage("/");
  return stub;
}
const part = async (name: string) => within(await screen.findByRole("region", { name }));

describe("the home page", () => {
  it("shows what waits, what one has started, and what can be started", async () => {
    open();
    const waiting = await part("Waits for you");
    expect(await waiting.findByRole("link", { name: aLine().subject })).toBeVisible();
    const mine = await part("Your runs");
    expect(await mine.findByRole("link", { name: "Say hello" })).toHaveAttribute(
      "href",
      "/runs/mine",
    );
    const processes = await part("Start a process");
    expect(await processes.findByRole("link", { name: "Start Say hello" })).toBeVisible();
    expect(document.title).toBe("Home – Baton");
    await expectAccessible();
  });

  it("asks for what failed today, and leads to all of it", async () => {
    const { asked } = open(ALL, { failed: [aRun({ id: "bad", status: "faulted" })] });
    const failed = await part("Failed today");
    expect(await failed.findByText("Faulted")).toBeVisible();
    const today = dayOf(Date.now());
    expect(failed.getByRole("link", { name: "All that failed today" })).toHaveAttribute(
      "href",
      expect.stringContaining(`endedSince=${today}`),
    );
    const query = asked.find((one) => one.query.get("status") === "faulted")?.query;
    expect(query?.get("endedSince")).toBe(new Date(`${today}T00:00:00`).toISOString());
  });

  it("says where there is nothing", async () => {
    open();
    expect(await screen.findByText("Nothing has failed today.")).toBeVisible();
  });

  it("leads on to what is drawn, and to a new one like a ready-made", async () => {
    const me = { ...ALL, permissions: [...ALL.permissions, "definitions:write"] };
    open(me);
    const drafts = await part("Go on drawing");
    expect(await drafts.findByRole("link", { name: "Order paper" })).toHaveAttribute(
      "href",
      "/processes/demo/paper/edit",
    );
    const ready = await part("Ready-made processes");
    expect(await ready.findByRole("link", { name: "Look at it: Leave" })).toHaveAttribute(
      "href",
      "/processes/new?ready=leave",
    );
    await expectAccessible();
  });

  it("has no part for what one may not see", async () => {
    open({ ...ADA, permissions: ["definitions:read"] });
    expect(await part("Start a process")).toBeTruthy();
    for (const name of ["Waits for you", "Failed today", "Your runs", "Ready-made processes"])
      expect(screen.queryByRole("region", { name })).toBeNull();
  });
});

/**
 * The way of a run before it is started.
 *
 * Never: a word that promises what nobody can know.
 */
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Outlook } from "../api/outlook";
import { stubApi } from "../testing/api";
import { shown } from "./forTests";
import { Way } from "./Way";

const ROUTE = "POST /api/v1/processes/demo/laptop/outlook";
const ANN = { id: "a", name: "Ann" };
const BOB = { id: "b", name: "Bob" };
const STOP: Outlook["stops"][number] = {
  task: "/do/0/ask",
  kind: "approval",
  subject: "Laptop for Ada",
  title: "",
  rule: "first",
  asked: [ANN],
};
const FOUND: Outlook = {
  stops: [STOP, { ...STOP, title: "Finance", rule: 2, asked: [ANN, BOB] }],
  ends: "completed",
  why: null,
  assumed: [],
  usuallySeconds: null,
  usuallyBy: null,
};

function look(found: Partial<Outlook>) {
  const api = stubApi({ [ROUTE]: { body: { ...FOUND, ...found } } });
  const page = shown(null);
  page.show(<Way workflow="demo/laptop" version="1.0.0" input='{"who":"Ada"}' />);
  return api;
}

describe("the way", () => {
  it("names who is asked, in order, for this very input", async () => {
    const api = look({});
    expect(await screen.findByText("Laptop for Ada")).toBeVisible();
    expect(screen.getByText("Ann")).toBeVisible();
    expect(screen.getByText("Finance")).toBeVisible();
    expect(screen.getByText("2 of Ann and Bob")).toBeVisible();
    expect(screen.getByText("Then it is done.")).toBeVisible();
    expect(JSON.parse(api.asked[0]?.body ?? "")).toEqual({
      version: "1.0.0",
      input: { who: "Ada" },
    });
  });

  it("says what goes wrong before anybody is bothered", async () => {
    look({ stops: [], ends: "faulted", why: "Ada has no manager who is active." });
    expect(await screen.findByText(/Ada has no manager/)).toBeVisible();
  });

  it("says where it ends to know, and what it takes for granted", async () => {
    look({ ends: "unknown", why: "It depends.", assumed: ["http"] });
    expect(await screen.findByText(/not known yet: It depends/)).toBeVisible();
    expect(screen.getByText("Provided that this succeeds: http")).toBeVisible();
  });

  it("says until when it usually is decided", async () => {
    look({ usuallySeconds: 60, usuallyBy: "2026-11-26T14:00:00Z" });
    expect(await screen.findByText(/^Usually decided by /)).toBeVisible();
  });

  it("waits for the form to be filled in, and asks nobody before", () => {
    const api = stubApi({});
    const page = shown(null);
    page.show(<Way workflow="demo/laptop" version="1.0.0" input={undefined} />);
    expect(screen.getByText("Fill in the form to see it.")).toBeVisible();
    expect(api.asked).toEqual([]);
  });

  it("is silent where nobody can look ahead", async () => {
    stubApi({ [ROUTE]: { status: 409, body: { type: "urn:baton:problem:no-outlook" } } });
    const page = shown(null);
    page.show(<Way workflow="demo/laptop" version="1.0.0" input="null" />);
    expect(await screen.findByText("Looking ahead …")).toBeVisible();
    await expect.poll(() => screen.queryByRole("region")).toBeNull();
  });
});

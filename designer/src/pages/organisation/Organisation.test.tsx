/**
 * One's own organisation: brand, logo, limits and use, file.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const OWN = {
  id: "t1",
  slug: "demo",
  name: "Demo",
  colour: "#0b5fff",
  logo: "abc",
  language: null,
  timeZone: null,
  features: [],
  featuresOff: [],
};
const USE = {
  limits: { runsADay: 10, runsAtOnce: null, definitions: null, people: 3, bytes: null },
  use: {
    runsToday: 7,
    runsOpen: 2,
    runsHeld: 1,
    definitions: 4,
    people: 3,
    bytes: 2_500_000,
    measuredAt: null,
  },
};

const replies = (more: Replies = {}): Replies => ({
  ...signedIn(),
  "GET /api/v1/me": {
    body: { ...ADA, permissions: [...ADA.permissions, "tenant:write", "tenant:export"] },
  },
  "GET /api/v1/tenant": { body: OWN },
  "GET /api/v1/tenant/use": { body: USE },
  "GET /api/v1/tenant/channels": "never",
  ...more,
});

describe("the organisation", () => {
  it("shows its brand, and how much of what it may have there is", async () => {
    stubApi(replies());
    openPage("/organisation");
    expect(await screen.findByText("7 of 10")).toBeVisible();
    expect(screen.getByText("2.5 MB, no limit")).toBeVisible();
    expect(screen.getByText("1 run waits for room.")).toBeVisible();
    expect(screen.getByRole("img", { name: "Logo" })).toHaveAttribute(
      "src",
      "/api/v1/tenant/logo?v=abc",
    );
    expect(screen.getByRole("link", { name: "Save as a file" })).toHaveAttribute(
      "href",
      "/api/v1/tenant/export",
    );
    await expectAccessible();
  });

  it("sends no colour on which white words can't be read", async () => {
    const { asked } = stubApi(replies({ "PATCH /api/v1/tenant": { body: OWN } }));
    const { user } = openPage("/organisation");
    const colour = await screen.findByRole("textbox", { name: "Colour" });
    fireEvent.change(colour, { target: { value: "#ffff00" } });
    expect(await screen.findByText(/can't be read/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(asked.filter(({ method }) => method === "PATCH")).toEqual([]);
    fireEvent.change(colour, { target: { value: "#003366" } });
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "PATCH")?.body).toBe(
        JSON.stringify({ name: "Demo", colour: "#003366" }),
      ),
    );
  });

  it("has no page for who may not change it", async () => {
    stubApi({ ...signedIn() });
    openPage("/runs");
    await screen.findByRole("link", { name: /^Runs/ });
    expect(screen.queryByRole("link", { name: /^Organisation/ })).toBeNull();
  });
});

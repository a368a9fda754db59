/**
 * How one is told: chosen by topic, saved, and put back.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const BOTH = ["email", "portal"];
const AT_ONCE = { pace: "at-once", hour: null, usualPace: "at-once", usualHour: null };
const USUAL = [
  { topic: "asked", channels: BOTH, usual: BOTH, ...AT_ONCE },
  { topic: "outcomes", channels: ["portal"], usual: ["portal"], ...AT_ONCE },
];
const PUT = "PUT /api/v1/me/channels";
const ONCE = { asked: { pace: "at-once" }, outcomes: { pace: "at-once" } };

type Wanted = {
  readonly channels: Record<string, string[]>;
  readonly paces: Record<string, { readonly pace: string; readonly hour?: number }>;
};

async function open(more = {}) {
  const api = stubApi({
    ...signedIn(),
    "GET /api/v1/me/profile": "never",
    "GET /api/v1/me/security": "never",
    "GET /api/v1/me/sessions": "never",
    "GET /api/v1/me/sign-ins": "never",
    "GET /api/v1/me/channels": { body: { items: USUAL, chats: [] } },
    [PUT]: ({ body }: { readonly body: string }) => {
      const { channels, paces } = JSON.parse(body) as Wanted;
      const items = USUAL.map((one) => ({
        ...one,
        channels: channels[one.topic],
        pace: paces[one.topic]?.pace,
        hour: paces[one.topic]?.hour ?? null,
      }));
      return { body: { items, chats: [] } };
    },
    ...more,
  });
  const { user } = openPage("/me?open=channels");
  await screen.findByRole("table");
  const puts = () => api.asked.filter(({ method }) => method === "PUT");
  const sent = () => puts().map(({ body }) => JSON.parse(body) as Wanted);
  return { user, sent };
}

const box = (topic: string) => screen.getByRole("checkbox", { name: `${topic}: Email` });

const when = (topic: string) => screen.getByRole("combobox", { name: `${topic}: When` });

describe("how one is told", () => {
  it("says what is chosen, and can be used by everybody", async () => {
    await open();
    expect(box("What waits for you")).toBeChecked();
    expect(box("How it ended")).not.toBeChecked();
    expect(screen.queryByRole("button", { name: "As usual again" })).toBeNull();
    await expectAccessible(screen.getByRole("region", { name: "How you are told" }));
  });

  it("is saved, and put back to what is usual", async () => {
    const { user, sent } = await open();
    await user.click(box("What waits for you"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(sent()).toEqual([
      { channels: { asked: ["portal"], outcomes: ["portal"] }, paces: ONCE },
    ]);
    expect(box("What waits for you")).not.toBeChecked();
    await user.click(screen.getByRole("button", { name: "As usual again" }));
    expect(screen.queryByText("Saved.")).toBeNull();
    expect(box("What waits for you")).toBeChecked();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toEqual({ channels: { asked: BOTH, outcomes: ["portal"] }, paces: ONCE });
  });

  it("keeps what was chosen when it can't be saved", async () => {
    const { user } = await open({ [PUT]: "unreachable" });
    await user.click(box("How it ended"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Baton does not answer.")).toBeVisible();
    expect(box("How it ended")).toBeChecked();
  });

  it("gathers what is to come once a day", async () => {
    const { user, sent } = await open();
    expect(when("How it ended")).toBeDisabled();
    await user.selectOptions(when("What waits for you"), "Once a day at 08:00");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(sent()[0]?.paces).toEqual({ ...ONCE, asked: { pace: "daily", hour: 8 } });
    expect(when("What waits for you")).toHaveDisplayValue("Once a day at 08:00");
  });

  it("offers the chats of the organisation, and says what to do where one isn't found", async () => {
    const chats = [
      { channel: "slack", state: "sought" },
      { channel: "teams", state: "unknown" },
    ];
    const { user, sent } = await open({
      "GET /api/v1/me/channels": { body: { items: USUAL, chats } },
    });
    expect(screen.getByText(/In Teams you haven't met the app yet/)).toBeVisible();
    expect(screen.queryByText(/In Slack nobody has your address/)).toBeNull();
    await user.click(screen.getByRole("checkbox", { name: "How it ended: Slack" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(sent()[0]?.channels["outcomes"]).toEqual(["slack", "portal"]);
    await expectAccessible(screen.getByRole("region", { name: "How you are told" }));
  });
});

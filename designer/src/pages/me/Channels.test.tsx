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
const USUAL = [
  { topic: "asked", channels: BOTH, usual: BOTH },
  { topic: "outcomes", channels: ["portal"], usual: ["portal"] },
];
const PUT = "PUT /api/v1/me/channels";

async function open(more = {}) {
  const api = stubApi({
    ...signedIn(),
    "GET /api/v1/me/profile": "never",
    "GET /api/v1/me/security": "never",
    "GET /api/v1/me/sessions": "never",
    "GET /api/v1/me/sign-ins": "never",
    "GET /api/v1/me/channels": { body: { items: USUAL } },
    [PUT]: ({ body }: { readonly body: string }) => {
      const { channels } = JSON.parse(body) as { channels: Record<string, string[]> };
      return { body: { items: USUAL.map((one) => ({ ...one, channels: channels[one.topic] })) } };
    },
    ...more,
  });
  const { user } = openPage("/me?open=channels");
  await screen.findByRole("table");
  const sent = () => api.asked.filter(({ method }) => method === "PUT").map(({ body }) => body);
  return { user, sent };
}

const box = (topic: string) => screen.getByRole("checkbox", { name: `${topic}: Email` });

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
    expect(sent()).toEqual(['{"channels":{"asked":["portal"],"outcomes":["portal"]}}']);
    expect(box("What waits for you")).not.toBeChecked();
    await user.click(screen.getByRole("button", { name: "As usual again" }));
    expect(screen.queryByText("Saved.")).toBeNull();
    expect(box("What waits for you")).toBeChecked();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toBe('{"channels":{"asked":["email","portal"],"outcomes":["portal"]}}');
  });

  it("keeps what was chosen when it can't be saved", async () => {
    const { user } = await open({ [PUT]: "unreachable" });
    await user.click(box("How it ended"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Baton does not answer.")).toBeVisible();
    expect(box("How it ended")).toBeChecked();
  });
});

/**
 * How people of an organisation are told who have chosen nothing: chosen, and put back.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const OWN = {
  id: "t1",
  slug: "demo",
  name: "Demo",
  colour: null,
  logo: null,
  language: null,
  timeZone: null,
  features: [],
  featuresOff: [],
};
const FIRST = { channels: ["email", "portal"], pace: "at-once", hour: null };
const ITEMS = [{ topic: "reminders", ...FIRST, first: FIRST }];
const DAILY = { channels: ["email", "slack", "portal"], pace: "daily", hour: 9 };
const TAKEN = [{ topic: "reminders", ...DAILY, first: FIRST }];

describe("how an organisation tells its people", () => {
  it("is chosen by topic, and put back", async () => {
    const { asked } = stubApi({
      ...signedIn(),
      "GET /api/v1/me": { body: { ...ADA, permissions: [...ADA.permissions, "tenant:write"] } },
      "GET /api/v1/tenant": { body: OWN },
      "GET /api/v1/tenant/use": "never",
      "GET /api/v1/tenant/channels": { body: { items: ITEMS, chats: ["slack"] } },
      "PUT /api/v1/tenant/channels": { body: { items: TAKEN, chats: ["slack"] } },
    });
    const { user } = openPage("/organisation");
    const section = await screen.findByRole("region", { name: "How people are told" });
    const here = within(section);
    await user.click(await here.findByRole("checkbox", { name: "Reminders: Slack" }));
    await user.selectOptions(
      here.getByRole("combobox", { name: "Reminders: When" }),
      "Once a day at 09:00",
    );
    await user.click(here.getByRole("button", { name: "Save" }));
    expect(await here.findByText("Saved.")).toBeVisible();
    const put = asked.find(({ method }) => method === "PUT");
    expect(JSON.parse(String(put?.body))).toEqual({
      channels: { reminders: ["email", "slack", "portal"] },
      paces: { reminders: { pace: "daily", hour: 9 } },
    });
    await expectAccessible(section);
    await user.click(here.getByRole("button", { name: "As Baton has it" }));
    expect(here.getByRole("checkbox", { name: "Reminders: Slack" })).not.toBeChecked();
  });
});

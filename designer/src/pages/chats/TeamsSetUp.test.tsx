/**
 * Teams from nothing to a package that can be uploaded.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { aPlace, chatReplies, PATH, TEAMS } from "../../testing/chats";
import { openPage } from "../../testing/page";

const EMPTY = {
  ...TEAMS,
  clientId: "",
  team: null,
  ready: false,
  missing: ["clientId", "clientSecret", "team"],
  places: [],
};
const paste = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const button = (name: string) => screen.findByRole("button", { name });

describe("setting up Teams", () => {
  it("says that it needs a public address, and what does without", async () => {
    const api = stubApi({ ...chatReplies(), [`PUT ${PATH}/teams`]: { body: EMPTY } });
    const { user } = openPage("/chats/teams");
    expect(await screen.findByRole("alert")).toHaveTextContent("Teams has no other way in.");
    expect(screen.getByRole("link", { name: "Channel without a bot" })).toBeVisible();
    api.replies[`GET ${PATH}`] = { body: { slack: null, teams: EMPTY } };
    await user.click(await button("Begin"));
    expect(await screen.findByText(EMPTY.urls["messages"] ?? "")).toBeVisible();
    expect(api.asked.find(({ method }) => method === "PUT")?.body).toBe("{}");
    await expectAccessible();
  });

  it("takes the keys of the bot", async () => {
    const api = stubApi({
      ...chatReplies({ teams: EMPTY }),
      [`PUT ${PATH}/teams`]: { body: TEAMS },
    });
    const { user } = openPage("/chats/teams");
    await screen.findByLabelText("Microsoft App ID");
    paste("Microsoft App ID", "a");
    paste("App Tenant ID", "t");
    paste("Client secret", "s-qz");
    await user.click(await button("Save"));
    const put = () => api.asked.find(({ method }) => method === "PUT");
    await waitFor(() =>
      expect(JSON.parse(put()?.body ?? "{}")).toEqual({
        clientId: "a",
        team: "t",
        clientSecret: "s-qz",
      }),
    );
  });

  it("gives the package, under the name that is chosen", async () => {
    stubApi(
      chatReplies({ teams: { ...TEAMS, places: [aPlace({ installed: false, people: 0 })] } }),
    );
    openPage("/chats/teams");
    const link = await screen.findByRole("link", { name: "Save the package" });
    expect(link).toHaveAttribute("href", `${PATH}/teams/package?name=Baton`);
    paste("Name of the app", "Decide & go");
    expect(link).toHaveAttribute("href", `${PATH}/teams/package?name=Decide+%26+go`);
    await expectAccessible();
  });

  it("says why a test does not arrive", async () => {
    const body = { detail: "You don't have the app in Teams.", remedy: "Add it there." };
    stubApi({
      ...chatReplies({ teams: TEAMS }),
      [`POST ${PATH}/teams/test`]: { status: 409, body },
    });
    const { user } = openPage("/chats/teams");
    await user.click(await button("Send me a test"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Add it there.");
  });
});

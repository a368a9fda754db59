/**
 * The overview of chats: how each stands, and what to do, and where Slack sends people back to.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { anApp, aPlace, BEGUN, chatReplies, PATH, TEAMS, WORKFLOW } from "../../testing/chats";
import { openPage } from "../../testing/page";

const card = (name: string) => screen.findByRole("region", { name });

describe("the overview of chats", () => {
  it("says of each what it is while nothing is set up", async () => {
    stubApi(chatReplies());
    openPage("/chats");
    const slack = await card("Slack");
    expect(slack).toHaveTextContent("Not set up");
    expect(within(slack).getByRole("link", { name: "Set up: Slack" })).toHaveAttribute(
      "href",
      "/chats/slack",
    );
    expect(await card("Channel without a bot")).toHaveTextContent("Not set up");
    expect(screen.getByText("No conversation is told yet.")).toBeVisible();
    await expectAccessible();
  });

  it("says what is begun, and what works", async () => {
    stubApi(chatReplies({ slack: BEGUN, teams: TEAMS }, WORKFLOW));
    openPage("/chats");
    expect(await card("Slack")).toHaveTextContent("The app's keys are still missing.");
    const teams = await card("Microsoft Teams");
    expect(teams).toHaveTextContent("Installed in Microsoft Teams");
    expect(teams).toHaveTextContent("3 people are known there");
    expect(await card("Channel without a bot")).toHaveTextContent("1 conversation");
  });

  it("says what is wrong with its remedy", async () => {
    const places = [
      aPlace({ state: "removed", reason: "app_uninstalled" }),
      aPlace({ id: "pl3", name: "Beta", missingScopes: ["commands"] }),
    ];
    const nobody = { ...TEAMS, places: [aPlace({ installed: false, people: 0 })] };
    stubApi(
      chatReplies({ slack: anApp({ places }), teams: nobody }, { ...WORKFLOW, state: "lost" }),
    );
    openPage("/chats");
    const slack = await card("Slack");
    expect(slack).toHaveTextContent("The app was removed from Acme. Install it there again.");
    expect(slack).toHaveTextContent("What was said: app_uninstalled");
    expect(slack).toHaveTextContent("In Beta the app may not: Listen to /baton.");
    expect(await card("Microsoft Teams")).toHaveTextContent("nobody has it in Teams yet");
    expect(await card("Channel without a bot")).toHaveTextContent("Nothing arrives in Board.");
    await expectAccessible();
  });

  it("says why it can't be shown, to who may not see it too", async () => {
    const body = { detail: "You may not do this.", remedy: "Ask an administrator." };
    stubApi({ ...chatReplies(), [`GET ${PATH}`]: { status: 403, body } });
    openPage("/chats");
    expect(await screen.findByRole("alert")).toHaveTextContent("You may not do this.");
  });

  it("leads on where an installation was refused", async () => {
    stubApi(chatReplies({ slack: anApp({ places: [] }) }));
    openPage("/chats?problem=whole-organisation");
    expect(await screen.findByRole("alert")).toHaveTextContent("Choose one workspace instead.");
    expect(location.pathname).toBe("/chats/slack");
  });
});

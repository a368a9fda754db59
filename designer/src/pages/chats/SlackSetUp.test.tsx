/**
 * Slack from nothing to a test that has arrived: each step as somebody does it.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { anApp, BEGUN, chatReplies, MANIFEST, PATH } from "../../testing/chats";
import { openPage } from "../../testing/page";

const KEYS = { clientId: "12.34", clientSecret: "s-qz", signingSecret: "g-qz" };
const paste = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const button = (name: string) => screen.findByRole("button", { name });
const step = (name: string) =>
  screen
    .getAllByRole("listitem")
    .find((one) => within(one).queryByRole("heading", { name: new RegExp(name) }) !== null);

function open(slack: Parameters<typeof chatReplies>[0] = {}, more = {}, search = "") {
  const api = stubApi({ ...chatReplies(slack), ...more });
  const sent = (method: string) => api.asked.find((one) => one.method === method);
  return { ...openPage(`/chats/slack${search}`), api, sent };
}

describe("setting up Slack", () => {
  it("begins with how Slack reaches us, and says what fits", async () => {
    const { user, api, sent } = open({}, { [`PUT ${PATH}/slack`]: { body: BEGUN } });
    expect(await screen.findByText(/can't be reached from the internet/)).toBeVisible();
    expect(screen.getByRole("radio", { name: /Socket Mode.*fits here/ })).toBeChecked();
    await expectAccessible();
    api.replies[`GET ${PATH}`] = { body: { slack: BEGUN, teams: null } };
    await user.click(await button("Save"));
    await waitFor(() => expect(sent("PUT")?.body).toBe('{"socket":true}'));
    expect(await screen.findByRole("link", { name: /Make it at Slack/ })).toHaveAttribute(
      "href",
      MANIFEST.link,
    );
    expect(screen.getByLabelText("Client ID")).toBeVisible();
  });

  it("takes the keys, forgets them, and goes on", async () => {
    const { user, api, sent } = open(
      { slack: BEGUN },
      { [`PUT ${PATH}/slack`]: { body: anApp({ places: [] }) } },
    );
    await screen.findByLabelText("Client ID");
    await user.click(await button("Save"));
    expect(screen.getAllByText("Copy it from Slack.")).toHaveLength(3);
    expect(sent("PUT")).toBeUndefined();
    paste("Client ID", ` ${KEYS.clientId} `);
    paste("Client Secret", KEYS.clientSecret);
    paste("Signing Secret", KEYS.signingSecret);
    await expectAccessible(screen.getByLabelText("Signing Secret").closest("form") ?? undefined);
    api.replies[`GET ${PATH}`] = { body: { slack: anApp({ places: [] }), teams: null } };
    await user.click(await button("Save"));
    expect(await button("Install in Slack")).toBeVisible();
    expect(JSON.parse(sent("PUT")?.body ?? "")).toEqual(KEYS);
    expect(document.body.innerHTML).not.toContain("s-qz");
  });

  it("asks for the app-level token where Baton opens the connection", async () => {
    const missing = ["clientId", "clientSecret", "socketToken"];
    open({ slack: { ...BEGUN, socket: true, missing } });
    expect(await screen.findByLabelText("App-level token")).toBeVisible();
    expect(screen.queryByLabelText("Signing Secret")).toBeNull();
  });

  it("takes the bot's token where Slack can't come back", async () => {
    const { user, sent } = open(
      { slack: anApp({ places: [], installable: false }) },
      { [`POST ${PATH}/slack/places`]: { status: 201, body: anApp() } },
    );
    await screen.findByLabelText("Bot User OAuth Token");
    paste("Bot User OAuth Token", "xoxb-1");
    await user.click(await button("Save"));
    await waitFor(() => expect(sent("POST")?.body).toBe('{"botToken":"xoxb-1"}'));
  });

  it("says what Slack has against an installation", async () => {
    const refused = { detail: "Slack does not answer.", remedy: "Try again in a moment." };
    const { user } = open(
      { slack: anApp({ places: [] }) },
      { [`POST ${PATH}/slack/installation`]: { status: 502, body: refused } },
    );
    await user.click(await button("Install in Slack"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Slack does not answer.");
  });

  it("comes back installed, and sends a test", async () => {
    const { user } = open(
      { slack: anApp() },
      { [`POST ${PATH}/slack/test`]: { body: { sent: true, name: "Acme" } } },
      "?installed=Acme",
    );
    expect(await screen.findByText(/^Acme has let the app in/)).toBeVisible();
    expect(step("Install it")).toHaveTextContent("Installed in Acme");
    await user.click(await button("Send me a test"));
    expect(await screen.findByText(/^Sent. Look for it in Acme/)).toBeVisible();
    await expectAccessible();
  });

  it("lets keys be changed later, and places be taken away", async () => {
    const { user, sent } = open(
      { slack: anApp() },
      {
        [`PUT ${PATH}/slack`]: { body: anApp() },
        [`DELETE ${PATH}/places/pl1`]: { status: 204 },
      },
    );
    await user.click(await button("Show: Copy its keys"));
    paste("Client Secret", "new");
    await user.click(await button("Save"));
    await waitFor(() => expect(sent("PUT")?.body).toBe('{"clientSecret":"new"}'));
    await user.click(await button("Show: Install it"));
    await user.click(await button("Take Acme away"));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/its buttons do nothing/)).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Take away" }));
    await waitFor(() => expect(sent("DELETE")?.path).toBe(`${PATH}/places/pl1`));
  });

  it("is taken away altogether when asked twice", async () => {
    const { user, sent } = open({ slack: anApp() }, { [`DELETE ${PATH}/slack`]: { status: 204 } });
    await user.click(await button("Take the app away"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Take the app away" }));
    await waitFor(() => expect(sent("DELETE")?.path).toBe(`${PATH}/slack`));
  });
});

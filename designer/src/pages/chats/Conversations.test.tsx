/**
 * Conversations in which many read: listed, added from a link, tried, changed, taken away.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { aConversation, anApp, chatReplies, PATH, TEAMS, WORKFLOW } from "../../testing/chats";
import { openPage } from "../../testing/page";

const CHANNELS = `${PATH}/channels`;
const button = (name: string) => screen.findByRole("button", { name });
const dialog = async () => within(await screen.findByRole("dialog"));
const paste = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

function open(items: readonly ReturnType<typeof aConversation>[], more = {}, page = "/chats") {
  const api = stubApi({ ...chatReplies({ slack: anApp() }, ...items), ...more });
  const sent = (method: string) => api.asked.find((one) => one.method === method);
  return { ...openPage(page), sent };
}

describe("conversations in which many read", () => {
  it("are listed with where they are, of what they tell, and what is wrong", async () => {
    open([aConversation(), { ...WORKFLOW, state: "lost", reason: "410" }]);
    const one = await screen.findByRole("article", { name: "#purchasing" });
    expect(one).toHaveTextContent("Slack");
    expect(one).toHaveTextContent("Acme");
    expect(one).toHaveTextContent("All of demo");
    const lost = screen.getByRole("article", { name: "Board" });
    expect(lost).toHaveTextContent("prod.logic.azure.com");
    expect(lost).toHaveTextContent("The address takes no messages any more.");
    await expectAccessible();
  });

  it("are added from a link, for one process", async () => {
    const { user, sent } = open([], {
      [`POST ${CHANNELS}`]: { status: 201, body: aConversation() },
    });
    await user.click(await button("Add a conversation"));
    const form = await dialog();
    await user.click(form.getByRole("button", { name: "Save" }));
    expect(form.getAllByText("It is needed.")).toHaveLength(2);
    await user.click(form.getByRole("button", { name: "It is not in the list" }));
    paste(
      form.getByLabelText("Link or id of the channel"),
      "https://acme.slack.com/archives/C012AB3CD",
    );
    paste(form.getByLabelText("Name"), "#purchasing");
    await user.click(form.getByRole("radio", { name: "One process" }));
    await expectAccessible(screen.getByRole("dialog"));
    paste(form.getByLabelText("Process"), "demo/hello");
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(JSON.parse(sent("POST")?.body ?? "")).toEqual({
      kind: "slack",
      name: "#purchasing",
      place: "pl1",
      conversation: "C012AB3CD",
      processes: "demo/hello",
      language: "en",
    });
  });

  it("are chosen from a list, and named by it", async () => {
    const { user, sent } = open([], {
      [`POST ${CHANNELS}`]: { status: 201, body: aConversation() },
    });
    await user.click(await button("Add a conversation"));
    const form = await dialog();
    const field = await form.findByRole("combobox", { name: "Channel" });
    await waitFor(() => expect(field).toBeEnabled());
    await user.type(field, "trav");
    await user.click(await screen.findByRole("option", { name: "#travel" }));
    expect(form.getByLabelText("Name")).toHaveValue("#travel");
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(JSON.parse(sent("POST")?.body ?? "")).toMatchObject({
      conversation: "C045EF6GH",
      name: "#travel",
    });
  });

  it("say what to do where the app is in no team, or the list can't be had", async () => {
    const problem = {
      type: "urn:baton:problem:chat-away",
      title: "Bad Gateway",
      status: 502,
      detail: "Slack can't be reached.",
      remedy: "Try again in a minute.",
    };
    const away = { status: 502, body: problem };
    stubApi({
      ...chatReplies({ slack: anApp(), teams: TEAMS }),
      [`GET ${PATH}/places/pl1/conversations`]: away,
    });
    const { user } = openPage("/chats");
    await user.click(await button("Add a conversation"));
    const form = await dialog();
    expect(await form.findByText("Slack can't be reached.")).toBeVisible();
    expect(form.getByLabelText("Link or id of the channel")).toBeVisible();
    paste(form.getByLabelText("Where"), "teams");
    expect(await form.findByText(/Add to a team/)).toBeVisible();
    expect(form.getByLabelText("Link or id of the channel")).toBeVisible();
    await expectAccessible(screen.getByRole("dialog"));
  });

  it("say that a chat has to be set up first", async () => {
    const { user } = open([]);
    await user.click(await button("Add a conversation"));
    const form = await dialog();
    paste(form.getByLabelText("Where"), "teams");
    expect(form.getByText(/Set it up first/)).toBeVisible();
  });

  it("are tried, changed, and taken away when asked twice", async () => {
    const { user, sent } = open([aConversation()], {
      [`POST ${CHANNELS}/c1/test`]: { body: { sent: true, name: "#purchasing" } },
      [`PUT ${CHANNELS}/c1`]: { body: aConversation() },
      [`DELETE ${CHANNELS}/c1`]: { status: 204 },
    });
    await user.click(await button("Send a test"));
    expect(await screen.findByText(/Look for it in #purchasing/)).toBeVisible();
    await user.click(await button("Change"));
    const form = await dialog();
    expect(form.getByLabelText("Namespace")).toHaveValue("demo");
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent("PUT")?.body).toContain('"processes":"demo/*"'));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(await button("Take away"));
    const sure = await dialog();
    await user.click(sure.getByRole("button", { name: "Take away" }));
    await waitFor(() => expect(sent("DELETE")).toBeDefined());
  });
});

describe("a channel without a bot", () => {
  it("says its limits, and is added by its address, which is forgotten", async () => {
    const { user, sent } = open(
      [],
      { [`POST ${CHANNELS}`]: { status: 201, body: WORKFLOW } },
      "/chats/workflows",
    );
    expect(await screen.findByText(/at most 28 KB/)).toBeVisible();
    expect(screen.getByText(/At most 4 messages a second/)).toBeVisible();
    await expectAccessible();
    await user.click(await button("Add a conversation"));
    const form = await dialog();
    paste(form.getByLabelText("Address of the workflow"), "https://prod.logic.azure.com/qzqz");
    paste(form.getByLabelText("Name"), "Board");
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(JSON.parse(sent("POST")?.body ?? "")).toEqual({
      kind: "workflows",
      name: "Board",
      processes: "*",
      language: "en",
      webhook: "https://prod.logic.azure.com/qzqz",
    });
    expect(document.body.innerHTML).not.toContain("qzqz");
  });

  it("keeps its address where it is changed without one", async () => {
    const { user, sent } = open(
      [WORKFLOW],
      { [`PUT ${CHANNELS}/c2`]: { body: WORKFLOW } },
      "/chats/workflows",
    );
    await user.click(await button("Change"));
    const form = await dialog();
    await user.click(form.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent("PUT")?.body).not.toContain("webhook"));
    expect(sent("PUT")).toBeDefined();
  });
});

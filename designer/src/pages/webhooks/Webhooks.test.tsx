/**
 * Webhooks: listed, added with a secret shown once, tried, switched off, sent again.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const PATH = "/api/v1/webhook-endpoints";
const SAID = {
  url: "https://hooks.example/in",
  description: "Tickets",
  types: ["approval.*", "notice.asked"],
  processes: ["sales/*"],
  enabled: true,
};
const ONE = {
  ...SAID,
  id: "e1",
  status: "on",
  offWhy: null,
  failingSince: null,
  waiting: 0,
  dead: 0,
  oldSecretUntil: null,
  createdAt: "2026-01-01T10:00:00Z",
  changedAt: "2026-01-01T10:00:00Z",
  changedBy: "p1",
};
const DEAD = {
  id: "m1",
  type: "approval.over",
  state: "dead",
  attempts: 11,
  status: 500,
  answer: "Oops",
  trouble: null,
  createdAt: "2026-01-01T10:00:00Z",
  triedAt: "2026-01-02T10:00:00Z",
  nextAt: null,
  endedAt: "2026-01-02T10:00:00Z",
};

const replies = (...items: readonly object[]): Replies => ({
  ...signedIn(),
  "GET /api/v1/me": { body: { ...ADA, permissions: [...ADA.permissions, "webhooks:write"] } },
  [`GET ${PATH}`]: { body: { items, most: 20, types: [] } },
});
const paste = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const button = (name: string) => screen.findByRole("button", { name });
const sentBy = (api: ReturnType<typeof stubApi>, wanted: string) =>
  api.asked.find(({ method }) => method === wanted);

describe("webhooks", () => {
  it("are listed with how they do", async () => {
    const off = { ...ONE, id: "e2", description: "Old", status: "off", enabled: false };
    const failing = { ...ONE, id: "e3", description: "", status: "failing", dead: 2, waiting: 1 };
    stubApi(
      replies(
        ONE,
        { ...off, offWhy: "gone" },
        { ...failing, failingSince: ONE.createdAt, types: ["*"], processes: [] },
      ),
    );
    openPage("/webhooks");
    const one = await screen.findByRole("article", { name: "Tickets" });
    expect(one).toHaveTextContent("https://hooks.example/in");
    expect(one).toHaveTextContent("Approvals as they change · What waits for people");
    expect(one).toHaveTextContent("sales/*");
    expect(screen.getByRole("article", { name: "Old" })).toHaveTextContent("(410)");
    const last = screen.getByRole("article", { name: ONE.url });
    expect(last).toHaveTextContent("Everything");
    expect(last).toHaveTextContent("2 messages were given up");
    await expectAccessible();
  });

  it("that are none say what they would be", async () => {
    stubApi(replies());
    openPage("/webhooks");
    expect(await screen.findByText("There is no webhook yet.")).toBeVisible();
  });

  it("are added, and the secret is shown once", async () => {
    const made = { ...ONE, secret: "whsec_qzqz" };
    const api = stubApi({ ...replies(), [`POST ${PATH}`]: { status: 201, body: made } });
    const { user } = openPage("/webhooks");
    await user.click(await button("Add a webhook"));
    const dialog = within(await screen.findByRole("dialog"));
    paste(dialog.getByLabelText("Address"), SAID.url);
    paste(dialog.getByLabelText("What it is for"), "Tickets");
    await user.click(dialog.getByLabelText("A run is stuck"));
    await user.click(dialog.getByLabelText("What waits for people"));
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Add a webhook" }));
    expect(await screen.findByText("whsec_qzqz")).toBeVisible();
    const body = JSON.parse(sentBy(api, "POST")?.body ?? "") as typeof SAID;
    expect(body).toMatchObject({ url: SAID.url, description: "Tickets", enabled: true });
    expect(body.types).toContain("notice.fault");
    expect(body.types).not.toContain("notice.stuck");
    expect(body.types).not.toContain("notice.asked");
    await user.click(await button("I have copied it"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.body.innerHTML).not.toContain("whsec_qzqz");
  });

  it("are changed as they were, and say what the API has against it", async () => {
    const refused = { detail: "Write an https address.", remedy: "Look at it." };
    const api = stubApi({ ...replies(ONE), [`PUT ${PATH}/e1`]: { status: 422, body: refused } });
    const { user } = openPage("/webhooks");
    await user.click(await button("Change"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("https address");
    expect(JSON.parse(sentBy(api, "PUT")?.body ?? "")).toEqual(SAID);
  });

  it("are tried, and say what was answered", async () => {
    const said = { id: "m2", works: false, status: 404, answer: "No such hook", trouble: null };
    stubApi({ ...replies(ONE), [`POST ${PATH}/e1/test`]: { body: said } });
    const { user } = openPage("/webhooks");
    await user.click(await button("Send a test"));
    expect(await screen.findByRole("alert")).toHaveTextContent("404");
    expect(screen.getByText("No such hook")).toBeVisible();
  });

  it("get another secret, beside which the earlier one still signs", async () => {
    const api = stubApi({
      ...replies(ONE),
      [`POST ${PATH}/e1/secret`]: {
        status: 201,
        body: { secret: "whsec_new", oldSecretUntil: null },
      },
    });
    const { user } = openPage("/webhooks");
    await user.click(await button("Replace the secret"));
    const dialog = within(await screen.findByRole("dialog"));
    paste(dialog.getByLabelText("How long the earlier secret still signs"), "168");
    await user.click(dialog.getByRole("button", { name: "Replace the secret" }));
    expect(await screen.findByText("whsec_new")).toBeVisible();
    expect(sentBy(api, "POST")?.body).toBe('{"graceHours":168}');
  });

  it("are switched off, and taken away when asked twice", async () => {
    const api = stubApi({
      ...replies(ONE),
      [`PUT ${PATH}/e1`]: { body: ONE },
      [`DELETE ${PATH}/e1`]: { status: 204 },
    });
    const { user } = openPage("/webhooks");
    await user.click(await button("Switch off"));
    await waitFor(() => expect(sentBy(api, "PUT")?.body).toContain('"enabled":false'));
    await user.click(await button("Take away"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Take away" }));
    await waitFor(() => expect(sentBy(api, "DELETE")).toBeDefined());
  });

  it("list what was sent, and send again what was given up", async () => {
    const api = stubApi({
      ...replies({ ...ONE, dead: 1 }),
      [`GET ${PATH}/e1/deliveries`]: { body: { items: [DEAD], next: null } },
      [`POST ${PATH}/e1/deliveries/m1/again`]: { body: { count: 1 } },
      [`POST ${PATH}/e1/deliveries/again`]: { body: { count: 4 } },
    });
    const { user } = openPage("/webhooks");
    await user.click(await screen.findByText("What was sent"));
    expect(await screen.findByText("An approval is over")).toBeVisible();
    expect(screen.getByText("Oops")).toBeVisible();
    await expectAccessible();
    await user.click(await button("Send this message again"));
    expect(await screen.findByText("1 message is on its way again.")).toBeVisible();
    await user.click(await button("Send all again that were given up"));
    expect(await screen.findByText("4 messages are on their way again.")).toBeVisible();
    expect(api.asked.filter(({ method }) => method === "POST")).toHaveLength(2);
  });
});

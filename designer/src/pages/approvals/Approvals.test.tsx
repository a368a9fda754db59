/**
 * The lists of approvals: what stands in a line, and deciding from it, alone, by keys, together.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { aLine, BOB, deciding, MEI } from "../../testing/approvals";
import { openPage } from "../../testing/page";
import { changesIn } from "../../testing/people";
import { stubSockets } from "../../testing/socket";

const SECOND = aLine({ id: "a2", subject: "Chair for Mei", requester: MEI, due: null });
const THIRD = aLine({ id: "a3", subject: "Trip to Riyadh", needsForm: true });
const DECISIONS = "POST /api/v1/approvals/decisions";

/** As if the run had said so of each. */
function results(status = 200, detail = "It counts.") {
  return ({ body }: { readonly body: string }) => {
    const { decisions } = JSON.parse(body) as { decisions: { id: string }[] };
    const items = decisions.map(({ id }) => ({ id, status, code: null, detail, decision: null }));
    return { body: { results: items } };
  };
}

const row = (subject: string) => screen.findByRole("link", { name: subject });

function open(lists = { waiting: [aLine(), SECOND, THIRD] }, more = {}) {
  const api = stubApi({ ...deciding(lists), [DECISIONS]: results(), ...more });
  const { user } = openPage("/approvals");
  return { api, user };
}
const decided = (api: ReturnType<typeof stubApi>) =>
  changesIn(api.asked).map(([, , body]) => (body as { decisions: unknown }).decisions);

describe("a list of approvals", () => {
  it("says what each is about, and how many wait", async () => {
    open({ waiting: [aLine(), SECOND] });
    const item = (await row("Laptop for Bob")).closest("li");
    expect(item).toHaveTextContent(/Buy something.*Bob.*Stage 1 of 2.*Due in/);
    expect(screen.getByRole("link", { name: /^Approvals.*2 wait for you/ })).toBeVisible();
    expect(screen.getByRole("link", { name: "Waiting for me 2" })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await expectAccessible();
  });

  it("says what is over, in words", async () => {
    open({ waiting: [aLine({ due: "2020-01-01T00:00:00Z" })] });
    expect((await row("Laptop for Bob")).closest("li")).toHaveTextContent(/Was due .*ago/);
  });

  it("has one for those who are away, and decides for them", async () => {
    const line = aLine({ me: { state: null, standsInFor: [BOB] } });
    const api = stubApi({ ...deciding({ standin: [line] }), [DECISIONS]: results() });
    const { user } = openPage("/approvals?view=standin");
    expect((await row("Laptop for Bob")).closest("li")).toHaveTextContent("For Bob");
    await user.click(screen.getByRole("button", { name: "Approve: Laptop for Bob" }));
    await screen.findByText("Approve: it counts.");
    expect(decided(api)).toEqual([[expect.objectContaining({ id: "a1", standsInFor: "p2" })]]);
  });

  it.each([
    ["", "Nothing waits for you."],
    ["?view=standin", "You stand in for nobody who is asked now."],
    ["?view=requested", "You have not asked for anything."],
    ["?view=decided", "You have not decided anything yet."],
    ["?search=x", "No approval matches."],
  ])("with nothing in it (%s) says what would be there", async (search, sentence) => {
    stubApi(deciding({}));
    openPage(`/approvals${search}`);
    expect(await screen.findByText(sentence)).toBeVisible();
  });

  it("asks for what is searched, and clears it", async () => {
    const api = stubApi(deciding({}));
    const { user } = openPage("/approvals?search=laptop");
    await user.click(await screen.findByRole("button", { name: "Clear filters" }));
    await screen.findByText("Nothing waits for you.");
    const sought = api.asked.filter(({ query }) => query.get("search") === "laptop");
    expect(sought.length).toBeGreaterThan(0);
  });

  it("says how those stand that one has asked for", async () => {
    const over = aLine({
      status: "decided",
      decision: "reject",
      me: { state: null, standsInFor: [] },
    });
    stubApi(deciding({ requested: [over] }));
    openPage("/approvals?view=requested");
    expect((await row("Laptop for Bob")).closest("li")).toHaveTextContent("Reject");
    expect(screen.queryByRole("button", { name: /^Reject/ })).toBeNull();
  });

  it("grows when more are wanted", async () => {
    const counts = { me: 2, standin: 0, requested: 0 };
    open(undefined, {
      "GET /api/v1/approvals": ({ query }: { query: URLSearchParams }) => ({
        body: query.has("cursor")
          ? { items: [SECOND], next: null, counts }
          : { items: [aLine()], next: "c", counts },
      }),
    });
    const more = await screen.findByRole("button", { name: "Show more" });
    more.click();
    expect(await row("Chair for Mei")).toBeVisible();
  });

  it("reads again when it hears that something has changed", async () => {
    const sockets = stubSockets();
    const lists: { waiting: ReturnType<typeof aLine>[] } = { waiting: [aLine()] };
    stubApi(deciding(lists));
    openPage("/approvals");
    await row("Laptop for Bob");
    sockets.at(-1)?.open();
    await waitFor(() => {
      expect(sockets.at(-1)?.asked).toContainEqual({ type: "watch", topic: "inbox" });
    });
    lists.waiting.unshift(SECOND);
    sockets.at(-1)?.say({ type: "inbox" });
    expect(await row("Chair for Mei")).toBeVisible();
  });
});

describe("one of them", () => {
  it("is decided where it stands, and stays there", async () => {
    const lists = { waiting: [aLine(), SECOND] };
    const { api, user } = open(lists);
    await row("Laptop for Bob");
    await user.click(screen.getByRole("button", { name: "Approve: Laptop for Bob" }));
    lists.waiting.shift();
    expect(await screen.findByText("Approve: it counts.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Approve: Chair for Mei" }));
    await waitFor(() => expect(screen.getAllByText("Approve: it counts.")).toHaveLength(2));
    const rows = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(rows.find((text) => text.includes("it counts"))).toContain("Laptop");
    expect(decided(api)).toEqual([
      [{ id: "a1", decision: "approve", comment: null, standsInFor: null, round: 1 }],
      [{ id: "a2", decision: "approve", comment: null, standsInFor: null, round: 1 }],
    ]);
  });

  it("asks for the comment that a decision needs", async () => {
    const { api, user } = open();
    await row("Laptop for Bob");
    await user.click(screen.getByRole("button", { name: "Reject: Laptop for Bob" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Reject" }));
    expect(within(dialog).getByRole("textbox")).toHaveAccessibleDescription("Write why.");
    await user.type(within(dialog).getByRole("textbox"), "Too dear.");
    await user.click(within(dialog).getByRole("button", { name: "Reject" }));
    await screen.findByText("Reject: it counts.");
    expect(decided(api)).toEqual([[expect.objectContaining({ comment: "Too dear." })]]);
  });

  it("that needs a form leads to it", async () => {
    open();
    const leads = await screen.findByRole("link", { name: "Open: Trip to Riyadh" });
    expect(leads).toHaveAttribute("href", "/approvals/a3");
    expect(screen.queryByRole("button", { name: "Approve: Trip to Riyadh" })).toBeNull();
  });

  it("that is refused says why, in its place", async () => {
    const { user } = open(undefined, {
      [DECISIONS]: results(409, "Bob has decided it already: Reject."),
    });
    await row("Laptop for Bob");
    await user.click(screen.getByRole("button", { name: "Approve: Laptop for Bob" }));
    const said = await screen.findAllByText("Bob has decided it already: Reject.");
    expect(said).toHaveLength(2);
    expect(screen.getByRole("list", { name: "Failed" })).toBeVisible();
  });

  it("that is only recorded is asked again with the same key, until it counts", async () => {
    let times = 0;
    const { api, user } = open(undefined, {
      [DECISIONS]: (asked: { readonly body: string }) => {
        times += 1;
        return results(times === 1 ? 202 : 200)(asked);
      },
    });
    await row("Laptop for Bob");
    await user.click(screen.getByRole("button", { name: "Approve: Laptop for Bob" }));
    expect(await screen.findByText("Approve: recorded, not yet counted.")).toBeVisible();
    expect(await screen.findByText("Approve: it counts.")).toBeVisible();
    const keys = api.asked
      .filter(({ method }) => method === "POST")
      .map(({ headers }) => headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("that nobody could be told of can be tried again", async () => {
    const { user } = open(undefined, { [DECISIONS]: "unreachable" });
    await row("Laptop for Bob");
    await user.click(screen.getByRole("button", { name: "Approve: Laptop for Bob" }));
    expect(await screen.findAllByText("Baton does not answer.")).not.toEqual([]);
    expect(screen.getByRole("button", { name: "Approve: Laptop for Bob" })).toBeVisible();
  });
});

describe("by keys", () => {
  it("one walks, decides and opens; never what has not the focus", async () => {
    const { api, user } = open();
    const first = await row("Laptop for Bob");
    await user.keyboard("a");
    expect(first).toHaveFocus();
    expect(decided(api)).toEqual([]);
    await user.keyboard("jk");
    expect(first).toHaveFocus();
    await user.keyboard("a");
    await screen.findByText("Approve: it counts.");
    await user.keyboard("jr");
    expect(await screen.findByRole("dialog")).toHaveTextContent("Chair for Mei");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    (await row("Trip to Riyadh")).focus();
    await user.keyboard("a");
    await waitFor(() => expect(location.pathname).toBe("/approvals/a3"));
  });

  it("going elsewhere decides nothing on the way", async () => {
    const { api, user } = open();
    (await row("Laptop for Bob")).focus();
    await user.keyboard("ga");
    await user.keyboard("gr");
    await screen.findByText("Nothing has run yet.");
    expect(decided(api)).toEqual([]);
  });
});

describe("several together", () => {
  it("are decided with one comment, and each that failed says why", async () => {
    const { api, user } = open(
      { waiting: [aLine(), SECOND] },
      {
        [DECISIONS]: ({ body }: { readonly body: string }) => ({
          body: {
            results: (JSON.parse(body) as { decisions: { id: string }[] }).decisions.map(
              ({ id }) =>
                id === "a1"
                  ? { id, status: 200, code: null, detail: "It counts.", decision: "approve" }
                  : { id, status: 409, code: "changed", detail: "It has changed.", decision: null },
            ),
          },
        }),
      },
    );
    await row("Laptop for Bob");
    await user.click(screen.getByRole("checkbox", { name: "Choose all shown" }));
    const bar = screen.getByRole("group", { name: "What you have chosen" });
    expect(bar).toHaveTextContent("2 chosen");
    await expectAccessible();
    await user.click(within(bar).getByRole("button", { name: "Approve" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByRole("textbox"), "Agreed.");
    await user.click(within(dialog).getByRole("button", { name: "Approve" }));
    expect(await screen.findByText("1 counted, 1 failed")).toBeVisible();
    const failed = screen.getByRole("list", { name: "Failed" });
    expect(failed).toHaveTextContent("Chair for Mei It has changed.");
    expect(decided(api)).toEqual([
      [
        expect.objectContaining({ id: "a1", comment: "Agreed." }),
        expect.objectContaining({ id: "a2", comment: "Agreed." }),
      ],
    ]);
    await user.click(screen.getByRole("button", { name: "Close what came of it" }));
    expect(screen.queryByRole("list", { name: "Failed" })).toBeNull();
  });

  it("are chosen by key, and let go", async () => {
    const { user } = open();
    (await row("Laptop for Bob")).focus();
    await user.keyboard("xjx");
    expect(screen.getByText("2 chosen")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Choose none" }));
    expect(screen.queryByText("2 chosen")).toBeNull();
  });
});

/**
 * One approval: what it says, deciding it, and all else that people do about it.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { ApprovalWhole } from "../../api/approvals";
import { expectAccessible } from "../../testing/accessible";
import { stubApi, type Replies } from "../../testing/api";
import {
  aLine,
  aWhole,
  BOB,
  counted,
  deciding,
  entry,
  ME,
  MEI,
  one,
} from "../../testing/approvals";
import { openPage } from "../../testing/page";
import { changesIn } from "../../testing/people";
import { stubSockets } from "../../testing/socket";

const FORM = {
  type: "object",
  properties: { price: { type: "number", title: "Price" } },
  required: ["price"],
};
const AT = Date.parse("2026-03-01T09:00:00Z");
const NEXT = aLine({ id: "a2", subject: "Chair for Mei" });

const QUESTION = { by: MEI, at: AT, answer: null, answeredBy: null, answeredAt: null };

async function open(more: Partial<ApprovalWhole> = {}, replies: Replies = {}, waiting = [NEXT]) {
  const whole = aWhole(more);
  const api = stubApi({ ...deciding({ waiting }), ...one(whole), ...replies });
  const { user } = openPage("/approvals/a1");
  await screen.findByRole("heading", { level: 1, name: "Laptop for Bob" });
  return { api, user };
}
const press = (name: string | RegExp) => screen.getByRole("button", { name });
const region = () => within(screen.getByRole("region", { name: "Your decision" }));

describe("an approval", () => {
  it("says what it is about, who is asked, and what has happened", async () => {
    const offer = { id: "f2", name: "offer.pdf", mediaType: "application/pdf", size: 2048 };
    const files = {
      "GET /api/v1/files/f1": { status: 404, body: { detail: "It was not found." } },
      "GET /api/v1/files/f2": { body: offer },
    };
    const said: Partial<ApprovalWhole> = {
      asked: [
        { ...ME, why: "approver", at: AT, state: "open", reminded: 2 },
        { ...MEI, why: "escalation", at: AT, state: "voted", reminded: 0 },
      ],
      stage: { number: 2, of: 3, title: "Finance", rule: 2 },
      attachments: ["f1", { id: "f2", name: "offer.pdf" }],
      votes: [
        {
          ...{ who: BOB, by: MEI, decision: "approve", channel: "email", at: AT, stage: 0 },
          ...{ round: 1, comment: "Fine.", fields: null, counts: false },
        },
      ],
      history: [entry("asked", { person: ME }), entry("overdue"), entry("from-later")],
    };
    await open(said, files);
    expect(screen.getByText("1,900 €").tagName).toBe("STRONG");
    const about = screen.getByRole("complementary", { name: "About this approval" });
    expect(about).toHaveTextContent(/Bob.*Buy something.*Stage 2 of 3 · Finance/);
    expect(about).toHaveTextContent(/2 of them decide.*Ada has not answered yet.*Reminded 2 times/);
    expect(about).toHaveTextContent(
      /Approve Mei for Bob.*Fine\..*by email.*Doesn't count any more/,
    );
    expect(about).toHaveTextContent(/from-later.*Time was up\..*Ada was asked\./);
    const file = await screen.findByRole("link", { name: "Download offer.pdf" });
    expect(file).toHaveAttribute("href", "/api/v1/files/f2/content");
    expect(screen.getByText(/^Attachment 1 is not there/)).toBeVisible();
    expect(screen.queryByRole("link", { name: "Buy something" })).toBeNull();
    await expectAccessible();
  });

  it("that doesn't exist for whoever looks says so", async () => {
    const detail = "The approval a1 was not found.";
    stubApi({
      ...deciding({}),
      "GET /api/v1/approvals/a1": { status: 404, body: { detail, remedy: "Check the id." } },
    });
    openPage("/approvals/a1");
    expect(await screen.findByText(detail)).toBeVisible();
  });

  it("shows what has changed since it was sent back", async () => {
    await open({
      round: 2,
      form: FORM,
      values: { price: 1500 },
      changes: [{ field: "price", before: 1900, after: 1500 }],
    });
    const changed = screen.getByRole("heading", { name: "Changed since it was sent back" });
    expect(changed.parentElement).toHaveTextContent("PriceBefore: 1900Now: 1500");
  });

  it("is only read by who has nothing to decide", async () => {
    await open({
      can: [],
      form: FORM,
      values: { price: 7 },
      me: { state: "voted", standsInFor: [] },
    });
    expect(await screen.findByRole("textbox", { name: "Price" })).toBeDisabled();
    expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  });
});

describe("deciding", () => {
  it("counts, says how many are left, and offers the next", async () => {
    const { api, user } = await open(
      {},
      { "POST /api/v1/approvals/a1/decision": counted({ status: "open", left: 1 }) },
      [aLine(), NEXT, aLine({ id: "a3" })],
    );
    await user.type(region().getByRole("textbox", { name: "Comment" }), " Fine. ");
    await user.click(press("Approve"));
    expect(await screen.findByText("Approve: it counts.")).toBeVisible();
    expect(screen.getByText("1 more answer is needed.")).toBeVisible();
    const said = { decision: "approve", comment: "Fine.", standsInFor: null, round: 1 };
    expect(changesIn(api.asked)).toEqual([["POST", "/api/v1/approvals/a1/decision", said]]);
    const next = await screen.findByRole("link", { name: "Next: Chair for Mei (2 left)" });
    expect(next).toHaveAttribute("href", "/approvals/a2");
  });

  it("asks for the comment that it needs, and for no other", async () => {
    const { api, user } = await open();
    await user.click(press("Reject"));
    const comment = region().getByRole("textbox", { name: "Comment" });
    expect(comment).toHaveFocus();
    expect(comment).toHaveAccessibleDescription(/“Reject” needs a comment/);
    expect(changesIn(api.asked)).toEqual([]);
  });

  it("sends the form with what leads on, and not with what ends it", async () => {
    const { api, user } = await open(
      { form: FORM, values: {} },
      { "POST /api/v1/approvals/a1/decision": counted() },
    );
    await user.click(press("Approve"));
    expect(region().getByRole("textbox", { name: "Price" })).toBeInvalid();
    await user.type(region().getByRole("textbox", { name: "Comment" }), "No.");
    await user.click(press("Reject"));
    await screen.findByText("Reject: it counts.");
    await user.type(region().getByRole("textbox", { name: "Price" }), "1500");
    await user.click(press("Approve"));
    await screen.findByText("Approve: it counts.");
    const bodies = changesIn(api.asked).map(([, , body]) => body);
    expect(bodies[0]).not.toHaveProperty("fields");
    expect(bodies[1]).toMatchObject({ decision: "approve", fields: { price: 1500 } });
  });

  it("says why it changes nothing, and keeps what was written", async () => {
    const detail = "It has been corrected since you saw it: look at it again.";
    const { user } = await open(
      {},
      {
        "POST /api/v1/approvals/a1/decision": {
          status: 409,
          body: { type: "urn:baton:problem:changed", detail, remedy: "Look at it again." },
        },
      },
    );
    await user.type(region().getByRole("textbox", { name: "Comment" }), "Fine.");
    await user.click(press("Approve"));
    expect(await screen.findByText(detail)).toBeVisible();
    expect(region().getByRole("textbox", { name: "Comment" })).toHaveValue("Fine.");
  });

  it("that is only recorded says so until it counts", async () => {
    let times = 0;
    const { user } = await open(
      {},
      {
        "POST /api/v1/approvals/a1/decision": () => {
          times += 1;
          return counted({ counted: times > 1 });
        },
      },
    );
    await user.click(press("Approve"));
    expect(await screen.findByText("Recorded, not yet counted.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
    expect(await screen.findByText("Approve: it counts.")).toBeVisible();
    expect(screen.queryByText("Recorded, not yet counted.")).toBeNull();
  });

  it("is for whoever is away, if several for the one who is chosen", async () => {
    const { api, user } = await open(
      { me: { state: null, standsInFor: [BOB, MEI] } },
      { "POST /api/v1/approvals/a1/decision": counted() },
    );
    await user.selectOptions(screen.getByLabelText("Whom you decide for"), "Mei");
    await user.click(press("Approve"));
    await screen.findByText("Approve: it counts.");
    expect(changesIn(api.asked)[0]?.[2]).toMatchObject({ standsInFor: "p3" });
  });

  it("goes by keys, and on to the next", async () => {
    const { user } = await open(
      {},
      {
        "POST /api/v1/approvals/a1/decision": counted(),
        ...one(aWhole({ id: "a2", subject: "Chair for Mei" })),
      },
    );
    await user.keyboard("r");
    expect(region().getByRole("textbox", { name: "Comment" })).toHaveFocus();
    region().getByRole("textbox", { name: "Comment" }).blur();
    await user.keyboard("a");
    await screen.findByText("Approve: it counts.");
    await user.keyboard("j");
    expect(await screen.findByRole("heading", { level: 1, name: "Chair for Mei" })).toBeVisible();
  });
});

describe("what else is done", () => {
  it.each([
    ["Ask back", "Your question", "question", { text: "Why?" }],
    ["Send back", "What is to be corrected", "send-back", { comment: "Why?", round: 1 }],
  ])("%s", async (name, label, kind, said) => {
    const { api, user } = await open({}, { [`POST /api/v1/approvals/a1/${kind}`]: counted() });
    await user.click(press(name));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name }));
    expect(dialog.getByRole("textbox", { name: label })).toBeInvalid();
    await user.type(dialog.getByRole("textbox", { name: label }), "Why?");
    await user.click(dialog.getByRole("button", { name }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(changesIn(api.asked)[0]?.[2]).toMatchObject(said);
  });

  it("is handed to somebody else, with the reason", async () => {
    const { api, user } = await open(
      {},
      {
        "GET /api/v1/people": { body: { items: [{ ...MEI, email: "mei@a.example" }], next: null } },
        "GET /api/v1/people/p3": { body: MEI },
        "POST /api/v1/approvals/a1/reassignment": counted(),
      },
    );
    const name = "Hand it to somebody else";
    await user.click(press(name));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name }));
    expect(dialog.getByText("Choose who decides instead.")).toBeVisible();
    await user.click(dialog.getByRole("combobox", { name: "Who decides instead" }));
    await user.click(await screen.findByRole("option", { name: /Mei/ }));
    await user.type(
      dialog.getByRole("textbox", { name: "Why it goes to somebody else" }),
      "She knows.",
    );
    await user.click(dialog.getByRole("button", { name }));
    expect(await screen.findByText("It waits for somebody else now.")).toBeVisible();
    const said = { to: "p3", comment: "She knows.", instead: null };
    expect(changesIn(api.asked)[0]?.[2]).toEqual(said);
  });

  it("is withdrawn by who has asked, and what is refused is read in the dialog", async () => {
    const detail = "It has been decided already by Mei: Approve.";
    const { user } = await open(
      { can: ["withdraw"] },
      { "POST /api/v1/approvals/a1/withdrawal": { status: 409, body: { detail } } },
    );
    await user.click(press("Withdraw"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Withdraw" }));
    expect(await dialog.findByText(detail)).toBeVisible();
  });

  it("is answered by whom the question is for", async () => {
    const { api, user } = await open(
      {
        can: ["answer"],
        questions: [
          { ...QUESTION, number: 1, text: "Why so dear?", to: ME },
          { ...QUESTION, number: 2, text: "Whose?", to: BOB, answer: "Mine.", answeredBy: BOB },
        ],
      },
      { "POST /api/v1/approvals/a1/answer": counted() },
    );
    expect(screen.getByText("Mine.")).toBeVisible();
    await user.click(press("Answer"));
    expect(screen.getByRole("textbox", { name: "Your answer" })).toBeInvalid();
    await user.type(screen.getByRole("textbox", { name: "Your answer" }), "It lasts.");
    await user.click(press("Answer"));
    expect(await screen.findByText("Your answer is given.")).toBeVisible();
    expect(changesIn(api.asked)[0]?.[2]).toEqual({ number: 1, text: "It lasts." });
  });

  it("says what came of it until somebody else does something", async () => {
    const sockets = stubSockets();
    const { api, user } = await open(
      { can: ["answer"], questions: [{ ...QUESTION, number: 1, text: "Why?", to: ME }] },
      { "POST /api/v1/approvals/a1/answer": counted() },
    );
    sockets.at(-1)?.open();
    await user.type(screen.getByRole("textbox", { name: "Your answer" }), "It lasts.");
    await user.click(press("Answer"));
    expect(await screen.findByText("Your answer is given.")).toBeVisible();
    const history = [entry("answered", { by: ME, comment: "Ten years." })];
    Object.assign(api.replies, one(aWhole({ can: [], history })));
    sockets.at(-1)?.say({ type: "inbox" });
    expect(await screen.findByText("Ten years.")).toBeVisible();
    expect(screen.getByText("Your answer is given.")).toBeVisible();
    history.push(entry("sent-back", { by: MEI, comment: "Too dear." }));
    Object.assign(api.replies, one(aWhole({ status: "returned", can: ["withdraw"], history })));
    sockets.at(-1)?.say({ type: "inbox" });
    await waitFor(() => {
      expect(screen.queryByText("Your answer is given.")).toBeNull();
    });
  });

  it("is corrected by who has asked, with what was said about it", async () => {
    const { api, user } = await open(
      {
        status: "returned",
        can: ["withdraw", "resubmit"],
        form: FORM,
        values: { price: 1900 },
        history: [entry("sent-back", { by: MEI, comment: "Too dear." })],
      },
      { "POST /api/v1/approvals/a1/resubmission": counted() },
    );
    expect(screen.getByRole("figure")).toHaveTextContent("Mei has sent it back:Too dear.");
    const price = screen.getByRole("textbox", { name: "Price" });
    await user.clear(price);
    await user.type(price, "1500");
    await user.click(press("Ask again"));
    expect(await screen.findByText("It is asked for again.")).toBeVisible();
    expect(changesIn(api.asked)[0]?.[2]).toEqual({ comment: null, fields: { price: 1500 } });
  });
});

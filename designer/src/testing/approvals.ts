/**
 * Approvals as the API shows them, for tests of the pages about them.
 *
 * Never: in the application; only tests import it.
 */
import type { ApprovalLine, ApprovalWhole } from "../api/approvals";
import type { Decision } from "../model/approvals";
import { ADA, type Asked, type Replies, signedIn } from "./api";

export const APPROVE: Decision = {
  name: "approve",
  label: "Approve",
  style: "primary",
  comment: "optional",
  goes: "on",
};
export const REJECT: Decision = {
  name: "reject",
  label: "Reject",
  style: "danger",
  comment: "required",
  goes: "end",
};
export const [ME, BOB, MEI] = [
  { id: "p1", name: "Ada" },
  { id: "p2", name: "Bob" },
  { id: "p3", name: "Mei" },
];

const AT = Date.parse("2026-03-01T09:00:00Z");

export function aLine(more: Partial<ApprovalLine> = {}): ApprovalLine {
  return {
    id: "a1",
    kind: "approval",
    run: { id: "r1", namespace: "demo", name: "buy", version: "1.0.0", title: "Buy something" },
    subject: "Laptop for Bob",
    status: "open",
    stage: { number: 1, of: 2, title: "Line", rule: "first" },
    round: 1,
    requester: BOB,
    due: "2999-01-01T10:00:00Z",
    openedAt: "2026-03-01T09:00:00Z",
    changedAt: "2026-03-01T09:00:00Z",
    endedAt: null,
    decision: null,
    decisions: [APPROVE, REJECT],
    needsForm: false,
    signIn: false,
    asked: [{ ...ME, why: "approver", at: AT, state: "open", reminded: 0 }],
    me: { state: "open", standsInFor: [] },
    ...more,
  };
}

export function aWhole(more: Partial<ApprovalWhole> = {}): ApprovalWhole {
  return {
    ...aLine(),
    task: "/do/0/ask",
    visit: "/do/0/ask:0",
    body: "It costs **1,900 €**.",
    attachments: [],
    form: null,
    values: {},
    changes: [],
    votes: [],
    questions: [],
    history: [entry("asked", { person: ME })],
    sendBack: true,
    can: ["decide", "ask", "reassign", "send-back"],
    seesRun: false,
    ...more,
  };
}

type Entry = ApprovalWhole["history"][number];

export function entry(kind: string, more: Partial<Entry> = {}): Entry {
  const nobody = { by: null, person: null, decision: null, comment: null, channel: null };
  return { kind, at: AT, ...nobody, stage: 0, round: 1, ...more };
}

const LIST = "GET /api/v1/approvals";

/** For who may decide; each list by what it is asked for. */
export function deciding(lists: Partial<Record<string, readonly ApprovalLine[]>>): Replies {
  const permissions = [...ADA.permissions, "approvals:read", "approvals:decide"];
  const { waiting = [], standin = [], requested = [] } = lists;
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: { ...ADA, permissions } },
    [LIST]: (asked) => ({
      body: {
        items: lists[listOf(asked)] ?? [],
        next: null,
        counts: { me: waiting.length, standin: standin.length, requested: requested.length },
      },
    }),
  };
}

function listOf({ query }: Asked): string {
  if (query.has("requester")) return "requested";
  if (query.has("decided")) return "decided";
  return query.get("assignee") === "standin" ? "standin" : "waiting";
}

export function one(whole: ApprovalWhole): Replies {
  return { [`GET /api/v1/approvals/${whole.id}`]: { body: whole } };
}

/** What the run has said, or that it has not said anything. */
export function counted(more: object = {}) {
  return { body: { id: "a1", recorded: true, counted: true, detail: "It counts.", ...more } };
}

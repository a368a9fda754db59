/**
 * What the simulator would say, for tests.
 *
 * Never: in the application; only tests import it.
 */
import type { Asked, OpenAsked, Outcome } from "../model/trialOutcome";

export const DECISIONS = [
  { name: "approve", label: "Approve", style: "primary", comment: "optional", goes: "on" },
  { name: "reject", label: "Reject", style: "danger", comment: "required", goes: "end" },
] as const;

export function anOutcome(more: Partial<Outcome> = {}): Outcome {
  return {
    name: "trial",
    passed: true,
    faults: [],
    status: "completed",
    output: null,
    error: null,
    tookMs: 0,
    calls: {},
    approvals: [],
    unmocked: null,
    unresolved: [],
    paused: false,
    nextMs: null,
    listening: [],
    trace: [],
    ...more,
  };
}

export function anApproval(more: Partial<Asked> = {}): OpenAsked {
  return {
    task: "/do/1/ask",
    visit: "/do/1/ask:0",
    kind: "approval",
    subject: "A desk",
    status: "open",
    decision: null,
    by: null,
    asked: ["Grace"],
    reminded: 0,
    open: {
      body: "It **stands**.",
      form: null,
      values: {},
      decisions: DECISIONS,
      sendBack: true,
      stage: { number: 1, of: 1, title: "" },
      requester: { id: "Radia", name: "Radia" },
      questions: [],
      waitsFor: [{ id: "Grace", name: "Grace", state: "open" }],
      dueMs: null,
    },
    ...more,
  } as OpenAsked;
}

export function simulated(outcomes: readonly Outcome[], missed: readonly object[] = []) {
  const covered = { count: 4, percent: 75, missed };
  return {
    passed: outcomes.every(({ passed }) => passed),
    scenarios: outcomes,
    coverage: { tasks: covered, branches: { count: 2, percent: 50, missed: [] } },
  };
}

/**
 * Words of approvals: what a decision is called, how it stands.
 *
 * Never: a label that somebody gave put in other words; only those that nobody gave have ours.
 */
import type { ApprovalLine } from "../../api/approvals";
import type { State } from "../../parts/StateMark";
import { sayOr } from "../../words";

/** As the function has them when a process says nothing; each language has its own word. */
const DEFAULT: Readonly<Record<string, string>> = {
  approve: "Approve",
  reject: "Reject",
  submit: "Submit",
};

type Labelled = { readonly name: string; readonly label: string };

export function labelOf({ name, label }: Labelled): string {
  return label === "" || label === DEFAULT[name] ? sayOr("decisions", name) : label;
}

/** By its name, also of one that isn't offered, such as "withdrawn". */
export function labelNamed(decisions: readonly Labelled[], name: string): string {
  return labelOf(decisions.find((one) => one.name === name) ?? { name, label: "" });
}

const MARKS: Readonly<Record<ApprovalLine["status"], State>> = {
  gathering: "pending",
  open: "waiting",
  returned: "suspended",
  decided: "completed",
  withdrawn: "cancelled",
  closed: "cancelled",
};

export function markOf(status: ApprovalLine["status"]): State {
  return MARKS[status];
}

/** Times in what a run says are milliseconds. */
export function momentOf(at: number): string {
  return new Date(at).toISOString();
}

/**
 * Words of approvals: what a decision is called, how it stands.
 *
 * Never: a state told by a word alone.
 */
import type { ApprovalLine } from "../../api/approvals";
import type { State } from "../../parts/StateMark";
import { type Labelled, labelOf } from "../../words/decisions";

export { labelOf };

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

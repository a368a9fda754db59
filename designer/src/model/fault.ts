/**
 * The kinds of fault that we have a remedy for.
 *
 * Never: the text of a fault; that comes from where it happened.
 */
export const FAULT_KINDS = [
  "configuration",
  "validation",
  "expression",
  "authentication",
  "authorization",
  "timeout",
  "communication",
  "refused",
  "outcomeUnknown",
  "runtime",
  "raised",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const REFUSED = 400;
const BROKEN = 500;

/** Types are equal by their last path segment: the standard has moved house. */
export function faultKindOf(type: string, status: number): FaultKind {
  const last = type.replace(/\/+$/, "").split("/").at(-1) ?? "";
  if (last === "outcome-unknown") return "outcomeUnknown";
  // The other side has understood us and said no: trying again won't help.
  if (last === "communication" && status >= REFUSED && status < BROKEN) return "refused";
  return FAULT_KINDS.find((kind) => kind === last) ?? "raised";
}

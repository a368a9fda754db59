/**
 * What a definition has of a first process: its form, its approval, and who decides.
 *
 * Never: a judgement whether it is a good one; the check of the server says what is wrong.
 */
import { at, pointerStep } from "../model/graphValues";
import { isObject, type Json } from "../model/json";
import { whomOf } from "../model/whom";

export type Drawn = {
  /** How many fields whoever starts it fills in. */
  readonly fields: number;
  /** Where the first approval stands, if there is one. */
  readonly approval: string | undefined;
  /** Whoever draws decides it. */
  readonly byMe: boolean;
  /** Whoever has started it may decide it. */
  readonly selfApproval: boolean;
};

export const NOTHING_DRAWN: Drawn = {
  fields: 0,
  approval: undefined,
  byMe: false,
  selfApproval: false,
};

const APPROVAL = /^approval(?::|$)/;

export function drawnOf(document: Json, email: string): Drawn {
  const fields = at(document, "input", "schema", "document", "properties");
  const found = approvalIn(at(document, "do") ?? null, "/do");
  const given = found === undefined ? null : (at(found.task, "with") ?? null);
  return {
    fields: fields !== undefined && isObject(fields) ? Object.keys(fields).length : 0,
    approval: found?.pointer,
    byMe: askedIn(given).some((one) => isPerson(one, email)),
    selfApproval: at(given, "selfApproval") === true,
  };
}

type Found = { readonly task: Json; readonly pointer: string };

/** The first in the order of the text, however deep it stands in blocks. */
function approvalIn(value: Json, pointer: string): Found | undefined {
  if (!Array.isArray(value) && !isObject(value)) return undefined;
  const call = Array.isArray(value) ? undefined : at(value, "call");
  if (typeof call === "string" && APPROVAL.test(call)) return { task: value, pointer };
  for (const [key, inner] of Object.entries(value as Readonly<Record<string, Json>>)) {
    const found = approvalIn(inner, pointer + pointerStep(key));
    if (found !== undefined) return found;
  }
  return undefined;
}

function askedIn(given: Json): readonly Json[] {
  const stages = at(given, "stages");
  const lists = Array.isArray(stages)
    ? (stages as readonly Json[]).map((stage) => at(stage, "approvers"))
    : [at(given, "approvers")];
  return lists.flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : []));
}

function isPerson(entry: Json, email: string): boolean {
  const { kind, value } = whomOf(entry);
  return (
    kind === "person" && typeof value === "string" && value.toLowerCase() === email.toLowerCase()
  );
}

/**
 * A form being filled in: its value, and which of its faults are named by now.
 *
 * Never: a fault named while somebody types for the first time; a field is left, or the whole is
 * handed in, before anything is said.
 */
import type { Json } from "../model/json";
import type { Place } from "../model/place";
import { type Field, formOf } from "../model/schema";
import { type Fault as ValueFault, faultsOf } from "../model/schemaFaults";
import { isSame, kept } from "../model/schemaSame";
import { changed, fieldsIn, sentOf, started, withValue } from "../model/schemaValue";

export type Fault = ValueFault | NotJson | StillComing;
/** A text that is to be JSON and isn't; only the field itself has it. */
export type NotJson = {
  readonly pointer: string;
  readonly inside: "";
  readonly kind: "notJson";
  readonly place: Place | undefined;
};

/** A file is on its way; the form without it is not what was meant. */
export type StillComing = {
  readonly pointer: string;
  readonly inside: "";
  readonly kind: "coming";
};
/** Where a text stops being JSON, or that what is to stand there has not arrived. */
export type Unread = Place | "coming" | undefined;

export type FormState = {
  readonly schema: Json;
  readonly value: Json;
  /** Fields that somebody has changed. */
  readonly touched: ReadonlySet<string>;
  /** Fields whose faults are shown. */
  readonly named: ReadonlySet<string>;
  readonly unread: ReadonlyMap<string, Unread>;
  /** The fields, for this value; the very same ones as before where nothing has changed. */
  readonly form: Field;
  /** What would be sent now. */
  readonly sent: Json;
  /** The faults of the fields that are named. */
  readonly faults: readonly Fault[];
};

export function begun(schema: Json, value: Json): FormState {
  return settled({ ...NEW, schema, value: started(schema, value) }, undefined);
}

const NEW = {
  touched: new Set<string>(),
  named: new Set<string>(),
  unread: new Map<string, Unread>(),
} as const;

/** The form filled in from elsewhere: nothing of it has been touched. */
export function refilled(state: FormState, value: Json): FormState {
  return settled({ ...NEW, schema: state.schema, value }, state);
}

export function withChange(state: FormState, pointer: string, value: Json | undefined): FormState {
  const next = changed(state.schema, state.value, withValue(state.value, pointer, value));
  const touched = new Set(state.touched).add(pointer);
  // Places below may have become others: what was said about them is not about these.
  const named = new Set([...state.named].filter((one) => !one.startsWith(`${pointer}/`)));
  return settled({ ...state, value: next, touched, named }, state);
}

/** A text that is no JSON yet, or has become some. */
export function withUnread(state: FormState, pointer: string, place: Unread | "read"): FormState {
  const unread = new Map(state.unread);
  if (place !== "read") unread.set(pointer, place);
  else if (!unread.delete(pointer)) return state;
  const touched = new Set(state.touched).add(pointer);
  return settled({ ...state, unread, touched }, state);
}

/** A field is left: if somebody has changed it and it is wrong, that is named. */
export function withLeft(state: FormState, pointer: string): FormState {
  if (!state.touched.has(pointer) || state.named.has(pointer)) return state;
  const wrong = faultsIn(state).some((fault) => fault.pointer === pointer);
  return wrong ? settled({ ...state, named: new Set(state.named).add(pointer) }, state) : state;
}

/** The whole is handed in: everything that is wrong is named. */
export function withAllNamed(state: FormState): FormState {
  const named = new Set(faultsIn(state).map(({ pointer }) => pointer));
  return settled({ ...state, named }, state);
}

type Filled = Omit<FormState, "form" | "sent" | "faults">;

/** With what follows from it. What is as before stays the very same, so that it isn't drawn anew. */
function settled(filled: Filled, before: FormState | undefined): FormState {
  const { schema, value, touched, unread } = filled;
  const form = kept(before?.form, formOf(schema, value));
  const sent = sentOf(form, value) ?? null;
  const wrong = filled.named.size === 0 ? [] : faultsIn({ schema, form, sent, unread });
  const faults = wrong.filter(({ pointer }) => filled.named.has(pointer));
  // A fault that is mended is forgotten, so that it doesn't come back while somebody types.
  const named = new Set(faults.map(({ pointer }) => pointer));
  const isAsBefore = before !== undefined && isSame(before.faults, faults);
  const said = isAsBefore ? before.faults : faults;
  return { schema, value, touched, unread, named, form, sent, faults: said };
}

/** All that is wrong, named or not, in the order of the form. */
export function faultsIn({
  schema,
  form,
  sent,
  unread,
}: Pick<FormState, "schema" | "form" | "sent" | "unread">): readonly Fault[] {
  const found = faultsOf(schema, form, sent);
  if (unread.size === 0) return found;
  const byPointer = new Map<string, Fault>(found.map((fault) => [fault.pointer, fault]));
  return fieldsIn(form).flatMap(({ pointer }): Fault[] => {
    const place = unread.get(pointer);
    if (place === "coming") return [{ pointer, inside: "", kind: "coming" }];
    if (unread.has(pointer)) return [{ pointer, inside: "", kind: "notJson", place }];
    const fault = byPointer.get(pointer);
    return fault === undefined ? [] : [fault];
  });
}

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
import { changed, fieldsIn, sentOf, started, withValue } from "../model/schemaValue";

export type Fault = ValueFault | NotJson;
/** A text that is to be JSON and isn't; only the field itself has it. */
export type NotJson = {
  readonly pointer: string;
  readonly inside: "";
  readonly kind: "notJson";
  readonly place: Place | undefined;
};

export type FormState = {
  readonly schema: Json;
  readonly value: Json;
  /** Fields that somebody has changed. */
  readonly touched: ReadonlySet<string>;
  /** Fields whose faults are shown. */
  readonly named: ReadonlySet<string>;
  readonly unread: ReadonlyMap<string, Place | undefined>;
};

export function begun(schema: Json, value: Json): FormState {
  return { ...NEW, schema, value: started(schema, value) };
}

const NEW = { touched: new Set<string>(), named: new Set<string>(), unread: new Map() } as const;

/** The form filled in from elsewhere: nothing of it has been touched. */
export function refilled(state: FormState, value: Json): FormState {
  return { ...NEW, schema: state.schema, value };
}

export function formIn({ schema, value }: FormState): Field {
  return formOf(schema, value);
}

/** What would be sent now. */
export function sentIn(state: FormState): Json {
  return sentOf(formIn(state), state.value) ?? null;
}

export function faultsIn(state: FormState): readonly Fault[] {
  const form = formIn(state);
  const { unread } = state;
  const found = faultsOf(state.schema, form, sentOf(form, state.value) ?? null);
  if (unread.size === 0) return found;
  const byPointer = new Map<string, Fault>(found.map((fault) => [fault.pointer, fault]));
  return fieldsIn(form).flatMap(({ pointer }): Fault[] => {
    if (unread.has(pointer))
      return [{ pointer, inside: "", kind: "notJson", place: unread.get(pointer) }];
    const fault = byPointer.get(pointer);
    return fault === undefined ? [] : [fault];
  });
}

/** Those that are to be shown. */
export function namedIn(state: FormState): readonly Fault[] {
  if (state.named.size === 0) return [];
  return faultsIn(state).filter(({ pointer }) => state.named.has(pointer));
}

export function withChange(state: FormState, pointer: string, value: Json | undefined): FormState {
  const next = changed(state.schema, state.value, withValue(state.value, pointer, value));
  const touched = new Set(state.touched).add(pointer);
  // Places below may have become others: what was said about them is not about these.
  const named = without(state.named, (one) => one.startsWith(`${pointer}/`));
  return mended({ ...state, value: next, touched, named });
}

/** A text that is no JSON yet, or has become some. */
export function withUnread(
  state: FormState,
  pointer: string,
  place: Place | undefined | "read",
): FormState {
  const unread = new Map(state.unread);
  if (place === "read") unread.delete(pointer);
  else unread.set(pointer, place);
  return mended({ ...state, unread, touched: new Set(state.touched).add(pointer) });
}

/** A field is left: if somebody has changed it and it is wrong, that is named. */
export function withLeft(state: FormState, pointer: string): FormState {
  if (!state.touched.has(pointer) || state.named.has(pointer)) return state;
  const wrong = faultsIn(state).some((fault) => fault.pointer === pointer);
  return wrong ? { ...state, named: new Set(state.named).add(pointer) } : state;
}

/** The whole is handed in: everything that is wrong is named. */
export function withAllNamed(state: FormState): FormState {
  return { ...state, named: new Set(faultsIn(state).map(({ pointer }) => pointer)) };
}

/** A fault that is mended is forgotten, so that it doesn't come back while somebody types. */
function mended(state: FormState): FormState {
  if (state.named.size === 0) return state;
  const wrong = new Set(faultsIn(state).map(({ pointer }) => pointer));
  return { ...state, named: without(state.named, (one) => !wrong.has(one)) };
}

function without(set: ReadonlySet<string>, gone: (one: string) => boolean): ReadonlySet<string> {
  return new Set([...set].filter((one) => !gone(one)));
}

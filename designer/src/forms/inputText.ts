/**
 * The input of a run as text: whether it can be sent, and what may be kept of it.
 *
 * Never: a digit changed; text that is sent is the text that was typed.
 */
import { type Json, parse, read, textOf } from "../model/json";
import { type Field, formOf } from "../model/schema";
import { fieldsIn, withValue } from "../model/schemaValue";
import { say } from "../words";

const MOST_BYTES = 1024 * 1024;
const MOST_DEPTH = 200;

export type InputText =
  | { readonly ok: true; readonly text: string; readonly value: Json }
  | { readonly ok: false; readonly fault: string };

export function inputText(typed: string): InputText {
  const reading = read(typed);
  if (!reading.ok) {
    const remedy = say("start.notJsonRemedy");
    const fault =
      reading.place === undefined ? say("start.notJson") : say("start.notJsonAt", reading.place);
    return { ok: false, fault: `${fault} ${remedy}` };
  }
  const { text } = reading;
  if (new TextEncoder().encode(text).length > MOST_BYTES)
    return { ok: false, fault: say("start.tooLarge") };
  if (depthOf(text) > MOST_DEPTH) return { ok: false, fault: say("start.tooDeep") };
  return { ok: true, text, value: parse(text) };
}

/** Counted without opening any of it: what is nested without end would end us. */
function depthOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (sign === "[" || sign === "{") most = Math.max(most, (depth += 1));
    else if (sign === "]" || sign === "}") depth -= 1;
  }
  return most;
}

/** The value without what the schema calls secret, as text; of what is no value, nothing. */
export function keepable(schema: Json | undefined, value: Json): string {
  if (schema === undefined) return textOf(value);
  const secrets = fieldsIn(formOf(schema, value)).filter((field: Field) => field.secret);
  const left = secrets.reduce((whole, { pointer }) => withValue(whole, pointer, undefined), value);
  return textOf(left);
}

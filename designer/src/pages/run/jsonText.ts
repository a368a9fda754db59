/**
 * What a person typed as JSON in a dialog: the text to send, or why it can't be.
 *
 * Never: a digit changed on the way.
 */
import { read } from "../../model/json";
import { say } from "../../words";

export type JsonText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: string };

export function jsonText(typed: string): JsonText {
  const reading = read(typed);
  if (reading.ok) return reading;
  const { place } = reading;
  const where = place === undefined ? say("start.notJson") : say("start.notJsonAt", place);
  return { ok: false, fault: `${where} ${say("start.notJsonRemedy")}` };
}

export function jsonFault(typed: string): string | undefined {
  const found = jsonText(typed);
  return found.ok ? undefined : found.fault;
}

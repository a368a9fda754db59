/**
 * The input of a run while it is filled in, as a form or as JSON: one value, seen in two ways.
 *
 * Never: what was typed lost by looking at it in the other way.
 */
import { useState } from "react";

import { type Json, textOf } from "../model/json";
import { formOf } from "../model/schema";
import { faultsOf } from "../model/schemaFaults";
import { completed } from "../model/schemaValue";
import { say } from "../words";
import { inputText } from "./inputText";
import { linesOf } from "./sentences";
import { type Form, useForm } from "./useForm";

export type View = "form" | "json";

export type JsonText = {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly fault: string | undefined;
  /** What the schema has against it, a line each. */
  readonly lines: readonly string[];
  /** Counts how often it was refused, so that the focus can go there. */
  readonly refusals: number;
};

export type Input = {
  readonly view: View;
  readonly look: (view: View) => void;
  readonly form: Form;
  readonly json: JsonText;
  readonly wrong: number;
  /** It is all right, but more than may be sent. */
  readonly tooLarge: string | undefined;
  readonly isTouched: boolean;
  readonly fill: (value: Json) => void;
  /** The text to send; nothing where something is wrong, which is then shown. */
  readonly toSend: () => string | undefined;
  /** What stands there now, as text; nothing where something is wrong. Names no fault. */
  readonly now: string | undefined;
};

export function useInput(schema: Json | undefined, initial?: Json): Input {
  const form = useForm(schema ?? true, initial);
  const json = useJson(schema, initial);
  const [view, setView] = useState<View>(schema === undefined ? "json" : "form");
  /** What the form looked like as JSON: if nobody changes it, the form stays as it is. */
  const [made, setMade] = useState<string>();
  const [tooLarge, setTooLarge] = useState<string>();
  const look = (next: View) => {
    if (next === view || schema === undefined) return;
    if (next === "json") {
      if (!form.canBeRead()) return;
      const text = textOf(form.sent);
      json.show(text);
      setMade(text);
    } else if (json.text !== made) {
      const value = json.value();
      if (value === undefined) return;
      form.refill(completed(schema, value));
    }
    setView(next);
  };
  const fill = (value: Json) => {
    if (schema !== undefined) form.refill(completed(schema, value));
    json.show(textOf(value));
    setMade(undefined);
  };
  const toSend = () => {
    if (view === "json") return json.toSend();
    if (!form.check()) return undefined;
    const found = inputText(textOf(form.sent));
    setTooLarge(found.ok ? undefined : found.fault);
    return found.ok ? found.text : undefined;
  };
  const wrong = view === "form" ? form.faults.length : json.lines.length;
  const isTouched = view === "form" ? form.isTouched : json.isTouched;
  const found = inputText(view === "json" ? json.text : textOf(form.sent));
  const fits = found.ok && (schema === undefined || wrongIn(schema, found.value).length === 0);
  const now = fits ? found.text : undefined;
  return { view, look, form, json, wrong, tooLarge, isTouched, fill, toSend, now };
}

function useJson(schema: Json | undefined, initial: Json | undefined) {
  const [text, setText] = useState(() => (initial === undefined ? "" : textOf(initial)));
  const [isTouched, setTouched] = useState(false);
  const [fault, setFault] = useState<string>();
  const [lines, setLines] = useState<readonly string[]>([]);
  const [refusals, setRefusals] = useState(0);
  const show = (next: string) => {
    setText(next);
    setFault(undefined);
    setLines([]);
  };
  const type = (next: string) => {
    setText(next);
    setTouched(true);
    const isNamed = fault !== undefined || lines.length > 0;
    // What was named goes as soon as it is mended, but nothing appears while one types.
    if (isNamed) name(next);
  };
  const name = (next: string) => {
    const found = inputText(next);
    setFault(found.ok ? undefined : found.fault);
    const wrong = found.ok && schema !== undefined ? wrongIn(schema, found.value) : [];
    setLines(wrong);
    return found.ok ? { ...found, isRight: wrong.length === 0 } : undefined;
  };
  const value = () => {
    const found = inputText(text);
    if (found.ok) return found.value;
    setFault(found.fault);
    setRefusals(refusals + 1);
    return undefined;
  };
  const toSend = () => {
    const found = name(text);
    if (found?.isRight === true) return found.text;
    setRefusals(refusals + 1);
    return undefined;
  };
  return { text, type, fault, lines, refusals, isTouched, show, value, toSend };
}

function wrongIn(schema: Json, value: Json): readonly string[] {
  const form = formOf(schema, value);
  return linesOf(faultsOf(schema, form, value), form, say("start.input"));
}

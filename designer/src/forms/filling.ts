/**
 * What each control of a form knows of the whole: how to change it, and what to say about it.
 *
 * Never: the value of another field; each control gets its own.
 */
import { createContext, use } from "react";

import type { Json } from "../model/json";
import type { Control, Field } from "../model/schema";
import { say } from "../words";
import type { Unread } from "./formState";
import type { Sentence } from "./sentences";

export type Filling = {
  readonly change: (pointer: string, value: Json | undefined) => void;
  readonly unread: (pointer: string, place: Unread | "read") => void;
  readonly leave: (pointer: string) => void;
  /** What is wrong, by pointer. */
  readonly sentences: ReadonlyMap<string, Sentence>;
  readonly disabled: boolean;
  /** Says something to who doesn't see it happen. */
  readonly announce: (text: string) => void;
};

export const FillingContext = createContext<Filling | undefined>(undefined);

export function useFilling(): Filling {
  const filling = use(FillingContext);
  if (filling === undefined) throw new Error("A control stands outside of a form.");
  return filling;
}

/** What a control is called here. In a list the place names it, and need not be seen. */
export type Face = { readonly name: string; readonly bare: boolean };

export type ControlProps<K extends Control["kind"]> = {
  readonly field: Field;
  readonly control: Extract<Control, { readonly kind: K }>;
  readonly value: Json | undefined;
  readonly face: Face;
};

export function faceOf(field: Field): Face {
  return { name: field.label === "" ? say("form.unnamed") : field.label, bare: false };
}

/**
 * What a decision is called.
 *
 * Never: a label that somebody gave put in other words; only those that nobody gave have ours.
 */
import { sayOr } from "./index";

/** As the function has them when a process says nothing; each language has its own word. */
const DEFAULT: Readonly<Record<string, string>> = {
  approve: "Approve",
  reject: "Reject",
  submit: "Submit",
};

export type Labelled = { readonly name: string; readonly label: string };

export function labelOf({ name, label }: Labelled): string {
  return label === "" || label === DEFAULT[name] ? sayOr("decisions", name) : label;
}

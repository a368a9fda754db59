/**
 * A document's text as a tree that knows where each value stands, down to the character.
 *
 * Never: a change of the text; that is `rewrite.ts`. Never a library's own nodes either, so that
 * the one that parses can be changed in `read.ts` alone.
 */
import { pointerStep } from "../graphValues";
import type { Json } from "../json";

type Base = {
  /** Where it begins behind its anchor and tag, and where it ends, without a comment behind it. */
  readonly from: number;
  readonly to: number;
  /** Where it begins with its anchor and tag. */
  readonly outer: number;
  readonly anchor: string | undefined;
  readonly json: Json;
};

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";
export type ScalarNode = Base & {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** What it says before it is taken for a number or another value. */
  readonly said: string;
};
export type AliasNode = Base & { readonly kind: "alias"; readonly name: string };

export type CollectionNode = Base & {
  readonly kind: "map" | "list";
  /** In braces or brackets. */
  readonly flow: boolean;
  /** A pair in a list without braces of its own: `[a: 1]`. */
  readonly bare: boolean;
  readonly entries: readonly Entry[];
};

export type YamlNode = ScalarNode | AliasNode | CollectionNode;

/** A pair of a map or an item of a list. */
export type Entry = {
  /** Of a pair. */
  readonly key: Key | undefined;
  /** Its key, or its dash; in a flow list its value. */
  readonly from: number;
  /** Behind the colon or the dash: from here on its value stands. None where the colon lacks. */
  readonly head: number | undefined;
  readonly to: number;
  readonly value: YamlNode | undefined;
};

export type Key = {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly style: ScalarStyle;
};

export type Source = {
  readonly text: string;
  /** Nothing where the document holds nothing but comments. */
  readonly root: YamlNode | undefined;
  readonly json: Json;
  readonly anchored: boolean;
  /** The header of a text that the file's end cuts off before its line break (`|` at the end). */
  readonly unended: { readonly from: number; readonly to: number } | undefined;
};

export function isCollection(node: YamlNode | undefined): node is CollectionNode {
  return node?.kind === "map" || node?.kind === "list";
}

/** Whether it stands on lines of its own, by indentation. */
export function isBlock(node: YamlNode | undefined): node is CollectionNode {
  return isCollection(node) && !node.flow;
}

/** The steps of a JSON pointer. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function pointerOf(steps: readonly (string | number)[]): string {
  return steps.map(pointerStep).join("");
}

/** The entry of a collection that a step leads to. */
export function entryAt(node: YamlNode | undefined, step: string): Entry | undefined {
  if (!isCollection(node)) return undefined;
  if (node.kind === "map") return node.entries.find(({ key }) => key?.name === step);
  return /^(?:0|[1-9]\d*)$/.test(step) ? node.entries[Number(step)] : undefined;
}

/** Where what a pointer names stands, key and all; the nearest part around it where it does not. */
export function placeOf(source: Source, pointer: string): { from: number; to: number } {
  let node = source.root;
  let place = { from: node?.outer ?? 0, to: node?.to ?? 0 };
  for (const step of stepsOf(pointer)) {
    const entry = entryAt(node, step);
    if (entry === undefined) break;
    place = { from: entry.from, to: entry.to };
    node = entry.value;
  }
  return place;
}

/** What stands at a place of the text: the pointer of the innermost entry around it. */
export function pointerAt(source: Source, position: number): string {
  const steps: (string | number)[] = [];
  let node = source.root;
  while (isCollection(node)) {
    const index = node.entries.findLastIndex(({ from }) => from <= position);
    const entry = node.entries[index];
    if (entry === undefined || position > entry.to) break;
    steps.push(entry.key?.name ?? index);
    node = entry.value;
  }
  return pointerOf(steps);
}

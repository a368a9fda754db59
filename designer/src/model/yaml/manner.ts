/**
 * How a document is written: how deep it indents, and whether it is JSON.
 *
 * Never: a wish of ours; what a document shows by its own lines goes before.
 */
import { columnOf, indentAt } from "./extents";
import { isBlock, isCollection, type Source, type YamlNode } from "./tree";
import type { Manner } from "./write";

const STEP = 2;

export function mannerOf(source: Source): Manner {
  const { root, text } = source;
  if (isCollection(root) && root.flow) {
    const json = root.entries.every(({ key }) => key === undefined || key.style === "double");
    const [first] = root.entries;
    const inner = first === undefined ? 0 : indentAt(text, first.from) - indentAt(text, root.from);
    return { step: inner > 0 ? inner : STEP, listStep: STEP, json };
  }
  const steps: Steps = { map: undefined, list: undefined };
  measure(text, root, steps);
  const step = steps.map ?? STEP;
  return { step, listStep: steps.list ?? step, json: false };
}

type Steps = { map: number | undefined; list: number | undefined };

/** The first map under a key and the first list under one tell. */
function measure(text: string, node: YamlNode | undefined, steps: Steps): void {
  if (!isBlock(node) || (steps.map !== undefined && steps.list !== undefined)) return;
  for (const { key, from, value } of node.entries) {
    if (key !== undefined && isBlock(value)) {
      const [first] = value.entries;
      if (first !== undefined)
        steps[value.kind] ??= columnOf(text, first.from) - columnOf(text, from);
    }
    measure(text, value, steps);
  }
}

/**
 * How many problems each box has, and how bad they are: those of what is folded are told at the box
 * that hides it.
 *
 * Never: one problem at two boxes.
 */
import type { Graph } from "../../model/graphTypes";
import type { Problem } from "../problems";

export type Badge = {
  readonly count: number;
  readonly severity: Problem["severity"];
  readonly messages: readonly string[];
};

const MOST_MESSAGES = 5;

/** By the name that `named` gives a node. */
export function badgesOf(
  graph: Graph,
  problems: readonly Problem[],
  named: (pointer: string) => string,
): ReadonlyMap<string, Badge> {
  const known = new Set(graph.nodes.map(({ id }) => id));
  const badges = new Map<string, Badge>();
  for (const { pointer, severity, message } of problems) {
    const at = nodeOf(pointer, known);
    if (at === undefined) continue;
    const name = named(at);
    const before = badges.get(name) ?? { count: 0, severity: "warning", messages: [] };
    badges.set(name, {
      count: before.count + 1,
      severity: severity === "error" ? severity : before.severity,
      messages: [...before.messages, message].slice(0, MOST_MESSAGES),
    });
  }
  return badges;
}

function nodeOf(pointer: string, known: ReadonlySet<string>): string | undefined {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf("/", end - 1)) {
    const here = pointer.slice(0, end);
    if (known.has(here)) return here;
  }
  return undefined;
}

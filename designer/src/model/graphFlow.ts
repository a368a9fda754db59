/**
 * The edges of one list of tasks: what follows what, by the standard's flow directives.
 *
 * Never: an edge out of the list; `exit` leads to where the list ends, `end` to a point inside it.
 */
import type { EdgeKind, GraphEdge, TaskKind } from "./graphTypes";
import { at, type Fields, fieldsOf, listOf, pointerStep, textAt } from "./graphValues";
import type { Json } from "./json";

/** A task of a list. What isn't a task at all has no fields. */
export type Item = {
  readonly id: string;
  readonly name: string;
  readonly kind: TaskKind;
  readonly task: Fields | undefined;
};

/** The points of a list. */
export type Points = { readonly entry: string; readonly exit: string; readonly stop: string };

/** Tasks one after the other. */
export function sequence(items: readonly Item[], points: Points): GraphEdge[] {
  const names = new Map<string, string>();
  for (const { id, name } of items) if (!names.has(name)) names.set(name, id);
  const following = (index: number) => items[index + 1]?.id ?? points.exit;
  const first: GraphEdge = {
    id: `${points.entry}/next`,
    source: points.entry,
    target: items[0]?.id ?? points.exit,
    kind: "next",
  };
  return [first, ...items.flatMap((item, index) => flowOf(item, names, points, following(index)))];
}

/** Tasks side by side. */
export function branches(items: readonly Item[], points: Points): GraphEdge[] {
  const inward = items.map(({ id }) => edge(`${points.entry}${id}`, points.entry, id, "next"));
  // In a branch there is nothing else to go to.
  const outward = items.flatMap((item) => flowOf(item, new Map(), points, points.exit));
  return [...inward, ...outward];
}

function flowOf(
  item: Item,
  names: ReadonlyMap<string, string>,
  points: Points,
  following: string,
): GraphEdge[] {
  const { id, kind, task } = item;
  const target = (directive: Json | undefined) => {
    if (directive === undefined || directive === "continue") return following;
    if (directive === "exit") return points.exit;
    if (directive === "end") return points.stop;
    return typeof directive === "string" ? names.get(directive) : undefined;
  };
  const edges: GraphEdge[] = [];
  const add = (to: string | undefined, key: string, edgeKind: EdgeKind, more = {}) => {
    // A directive that names no task leads nowhere; the document's faults tell of it.
    if (to !== undefined) edges.push({ ...edge(`${id}/${key}`, id, to, edgeKind), ...more });
  };
  const otherwise = target(task?.["then"]);
  if (kind === "switch") {
    const cases = casesOf(task);
    for (const { key, then, ...more } of cases) add(target(then), `switch${key}`, "case", more);
    if (cases.every(({ when }) => when !== undefined)) add(otherwise, "switch", "otherwise");
  } else if (kind !== "raise") add(otherwise, "then", "next");
  // What is skipped goes on to the next, whatever its `then` says.
  const passes = kind === "raise" || kind === "switch" || otherwise !== following;
  if (task !== undefined && Object.hasOwn(task, "if") && passes) add(following, "if", "skip");
  const caught = at(task, "catch", "then");
  if (kind === "try" && caught !== undefined) add(target(caught), "catch/then", "caught");
  return edges;
}

type Case = {
  readonly key: string;
  readonly then: Json | undefined;
  readonly name: string;
  readonly when?: string;
};

function casesOf(task: Fields | undefined): Case[] {
  return listOf(task?.["switch"]).map((entry, index) => {
    const name = Object.keys(fieldsOf(entry) ?? {})[0] ?? "";
    const body = at(entry, name);
    const when = at(body, "when");
    return {
      key: pointerStep(index) + (name === "" ? "" : pointerStep(name)),
      then: at(body, "then"),
      name,
      ...(when !== undefined && { when: textAt(body, "when") ?? JSON.stringify(when) }),
    };
  });
}

function edge(id: string, source: string, target: string, kind: EdgeKind): GraphEdge {
  return { id, source, target, kind };
}

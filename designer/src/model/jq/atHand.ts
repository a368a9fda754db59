/**
 * The values at hand as people choose from them: each with its path, its type, and what it is of.
 *
 * Never: a list without end; a shape may refer to itself, and a value may hold thousands.
 */
import type { Json } from "../json";
import { isList, isObject } from "../schemaShape";
import { type Path, wordsOfPath, writePath } from "./paths";
import type { Trial } from "./samples";
import { fieldsIn, schemaOfValue, type Scope, type TypeName, typeOf } from "./scope";

export type AtHand = {
  readonly path: Path;
  /** As it is written in an expression. */
  readonly source: string;
  /** Its title, or its path in words. */
  readonly name: string;
  readonly type: TypeName;
  readonly schema: Json;
  readonly children: readonly AtHand[];
};

/** What nobody puts into a field or a condition by choosing it. */
const ASIDE: ReadonlySet<string> = new Set(["$runtime", "$task", "$secrets"]);
const DEEPEST = 4;
const MOST = 60;

export function atHandIn(scope: Scope): readonly AtHand[] {
  const roots = scope.filter(({ name }) => !ASIDE.has(name));
  const dot = roots.find(({ name }) => name === ".")?.schema;
  return roots.flatMap(({ name, schema }) => {
    // The same again under another name only makes the list longer.
    if (name === "$input" && schema === dot) return [];
    if (name === "$workflow") return workflowInput(schema);
    return [madeOf({ root: name, steps: [] }, schema, undefined, DEEPEST)];
  });
}

function workflowInput(schema: Json): readonly AtHand[] {
  const input = fieldsIn(schema).find(({ name }) => name === "input");
  if (input === undefined || input.schema === true) return [];
  return [madeOf({ root: "$workflow", steps: ["input"] }, input.schema, undefined, DEEPEST)];
}

function madeOf(path: Path, schema: Json, title: string | undefined, left: number): AtHand {
  const fields = left === 0 ? [] : fieldsIn(schema).slice(0, MOST);
  const children = fields.map((field) => {
    const steps = [...path.steps, field.name];
    return madeOf({ root: path.root, steps }, field.schema, field.title, left - 1);
  });
  const name = title ?? wordsOfPath(path);
  return { path, source: writePath(path), name, type: typeOf(schema), schema, children };
}

/** One after the other, each before those in it. */
export function flat(found: readonly AtHand[]): readonly AtHand[] {
  return found.flatMap((one) => [one, ...flat(one.children)]);
}

/** Those whose name or path has the text in it, and what they stand in. */
export function searched(found: readonly AtHand[], text: string): readonly AtHand[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return found;
  return found.flatMap((one) => {
    const children = searched(one.children, text);
    const hit = `${one.name} ${one.source}`.toLowerCase().includes(wanted);
    return hit || children.length > 0 ? [{ ...one, children }] : [];
  });
}

/** Where a check knows no names, those of the chosen values stand in. */
export function withValues(scope: Scope, trial: Trial | undefined): Scope {
  if (trial === undefined) return scope;
  return scope.map((root) => {
    const value = root.name === "." ? trial.data : trial.variables[root.name.slice(1)];
    const isKnown = fieldsIn(root.schema).length > 0 || value === undefined || value === null;
    if (isKnown || (isObject(value) && Object.keys(value).length === 0)) return root;
    return { name: root.name, schema: schemaOfValue(value) };
  });
}

/** The value at a path; nothing where there is none, or no trial. */
export function valueAt(trial: Trial | undefined, { root, steps }: Path): Json | undefined {
  if (trial === undefined) return undefined;
  const first = root === "." ? trial.data : trial.variables[root.slice(1)];
  return steps.reduce<Json | undefined>((at, step) => {
    if (isList(at)) return typeof step === "number" ? at.at(step) : undefined;
    const isThere = isObject(at) && typeof step === "string" && Object.hasOwn(at, step);
    return isThere ? at[step] : undefined;
  }, first);
}

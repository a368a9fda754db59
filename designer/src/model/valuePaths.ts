/**
 * What an expression can name in data of a known shape: `.item`, `.lines[0].price`.
 *
 * Never: all of it; of what is deep or endless the beginning is enough to choose from.
 */
import { isObject, type Json, pathOf } from "./json";

export type ValuePath = { readonly path: string; readonly title: string };

const DEEPEST = 3;
const MOST = 60;

/** Those of a shape, told as JSON Schema. */
export function pathsIn(shape: Json | undefined, root = ""): readonly ValuePath[] {
  const found: ValuePath[] = [];
  const walk = (schema: Json | undefined, steps: readonly string[]) => {
    if (schema === undefined || !isObject(schema) || found.length >= MOST) return;
    const { properties } = schema;
    if (properties === undefined || !isObject(properties) || steps.length >= DEEPEST) return;
    for (const [key, inner] of Object.entries(properties)) {
      const title = isObject(inner) && typeof inner["title"] === "string" ? inner["title"] : "";
      const here = [...steps, key];
      if (found.length < MOST) found.push({ path: named(root, here), title });
      walk(inner, here);
    }
  };
  walk(shape, []);
  return found;
}

function named(root: string, steps: readonly string[]): string {
  return root + pathOf(steps);
}

/**
 * Two schemas for the same value as one.
 *
 * Never: a judge of values; what the merged schema allows is only what a form is made from.
 */
import type { Rules, Schema, Schemas } from "./schemaShape";

/** Both at once; of what can't be had twice, such as a title, that of `more`. */
export function merged(base: Rules, more: Rules): Rules {
  const both: Record<string, unknown> = { ...base, ...more };
  const put = (key: keyof Rules, value: unknown) => {
    if (value !== undefined) both[key] = value;
  };
  put("type", common(base.type, more.type, narrower));
  put(
    "enum",
    common(base.enum, more.enum, (a, b) => a.filter((one) => b.includes(one))),
  );
  put(
    "required",
    common(base.required, more.required, (a, b) => [...new Set([...a, ...b])]),
  );
  put("properties", common(base.properties, more.properties, joined));
  put("items", common(base.items, more.items, together));
  put("prefixItems", common(base.prefixItems, more.prefixItems, longer));
  put("additionalProperties", additional(base, more));
  for (const key of ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const)
    put(
      key,
      common(base[key], more[key], (a, b) => Math.max(a, b)),
    );
  for (const key of ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const)
    put(
      key,
      common(base[key], more[key], (a, b) => Math.min(a, b)),
    );
  for (const done of ["$ref", "allOf", "anyOf", "oneOf", "if", "then", "else"])
    both[done] = undefined;
  for (const done of ["dependentRequired", "dependentSchemas"]) both[done] = undefined;
  return both;
}

function common<T>(a: T | undefined, b: T | undefined, of: (a: T, b: T) => T): T | undefined {
  return a === undefined || b === undefined ? (b ?? a) : of(a, b);
}

type Types = NonNullable<Rules["type"]>;

function narrower(a: Types, b: Types): Types {
  const whole = (one: Types) => (one.includes("number") ? [...one, "integer" as const] : one);
  const found = a.filter((one) => whole(b).includes(one));
  return [...new Set([...found, ...b.filter((one) => whole(a).includes(one))])].filter(
    (one) => one !== "number" || (a.includes("number") && b.includes("number")),
  );
}

function joined(a: Schemas, b: Schemas): Schemas {
  const entries = Object.entries(b).map(([key, schema]): [string, Schema] => {
    const before = Object.hasOwn(a, key) ? a[key] : undefined;
    return [key, before === undefined ? schema : together(before, schema)];
  });
  return Object.fromEntries([...Object.entries(a), ...entries]);
}

export function together(a: Schema, b: Schema): Schema {
  if (a === b || b === true) return a;
  if (a === true) return b;
  return a === false || b === false ? false : { allOf: [a, b] };
}

function longer(a: readonly Schema[], b: readonly Schema[]): readonly Schema[] {
  const [most, least] = a.length >= b.length ? [a, b] : [b, a];
  return most.map((schema, index) => together(schema, least[index] ?? true));
}

function additional(base: Rules, more: Rules): Schema | undefined {
  return common(base.additionalProperties, more.additionalProperties, together);
}

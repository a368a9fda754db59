/**
 * Changes of plain values, made at random: what an edit of a text is compared with.
 *
 * Never: a look at the text; a copy of what is edited here shares all that stays.
 */
import { isObject, type Json } from "../model/json";
import { type Random, randomJson, randomKey } from "./random";

type Path = readonly (string | number)[];

/** Every place of a value, itself first. */
export function pathsOf(value: Json, path: Path = []): Path[] {
  if (Array.isArray(value))
    return [
      path,
      ...(value as readonly Json[]).flatMap((item, index) => pathsOf(item, [...path, index])),
    ];
  if (!isObject(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

export function valueAt(value: Json, path: Path): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inner = (value as Readonly<Record<string | number, Json>>)[step];
  return valueAt(inner ?? null, rest);
}

/** The value with another at this place. */
export function withAt(value: Json, path: Path, change: (before: Json) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, index) =>
      index === step ? withAt(item, rest, change) : item,
    );
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === step ? withAt(item, rest, change) : item,
    ]),
  );
}

/** One change somewhere in it. */
export function randomEdit(value: Json, random: Random): Json {
  const path = random.pick(pathsOf(value));
  const there = valueAt(value, path);
  const kind = random.below(8);
  if (kind === 0 && path.length > 0) return withAt(value, path, () => randomJson(random));
  if (kind === 1 && path.length > 1) return moved(value, path, random);
  if (Array.isArray(there)) return withAt(value, path, () => listEdit(there as Json[], random));
  if (isObject(there)) return withAt(value, path, () => mapEdit(there, random));
  return path.length === 0 ? value : withAt(value, path, () => randomJson(random));
}

function listEdit(list: readonly Json[], random: Random): Json {
  const at = random.below(list.length + 1);
  const item = list[at];
  const kind = random.below(5);
  if (item === undefined || kind === 0) return list.toSpliced(at, 0, randomJson(random));
  if (kind === 1) return list.toSpliced(at, 1 + random.below(2));
  if (kind === 2) return list.toSpliced(random.below(list.length + 1), 0, item);
  if (kind === 3) return list.toSpliced(at, 1).toSpliced(random.below(list.length), 0, item);
  return list.toSpliced(at, 1, { wrapped: { do: [item], more: randomJson(random) } });
}

function mapEdit(map: Readonly<Record<string, Json>>, random: Random): Json {
  const pairs = Object.entries(map);
  const at = random.below(pairs.length + 1);
  const pair = pairs[at];
  const key = randomKey(random);
  const kind = random.below(4);
  if (pair === undefined || kind === 0)
    return Object.fromEntries(pairs.toSpliced(at, 0, [key, randomJson(random)]));
  if (kind === 1) return Object.fromEntries(pairs.toSpliced(at, 1 + random.below(2)));
  if (kind === 2) return Object.fromEntries(pairs.toSpliced(at, 1, [key, pair[1]]));
  return Object.fromEntries(pairs.toSpliced(at, 1, [pair[0], { wrapped: [pair[1]] }]));
}

/** Taken away where it was and put somewhere else. */
function moved(value: Json, path: Path, random: Random): Json {
  const item = valueAt(value, path);
  const last = path.at(-1);
  const without = withAt(value, path.slice(0, -1), (before) => {
    if (Array.isArray(before)) return (before as Json[]).toSpliced(Number(last), 1);
    if (!isObject(before)) return before;
    return Object.fromEntries(Object.entries(before).filter(([key]) => key !== last));
  });
  const places = pathsOf(without).filter((one) => typeof valueAt(without, one) === "object");
  const lists = places.filter((one) => Array.isArray(valueAt(without, one)));
  return withAt(without, random.pick(lists.length > 0 ? lists : places), (before) => {
    if (Array.isArray(before))
      return (before as Json[]).toSpliced(random.below(before.length + 1), 0, item);
    return isObject(before) ? { ...before, [randomKey(random)]: item } : { moved: item };
  });
}

/**
 * What is otherwise in one definition than in another, task by task, by the names that people gave.
 *
 * A task that stands in another counts by itself: what changes in the inner one isn't told of the
 * outer one too.
 *
 * Never: a place by its number; a task that another is put before stays the same.
 */
import { graphOf } from "./graph";
import { isTask } from "./graphTypes";
import type { Json } from "./json";

export type TaskChange = {
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** The name of a task, or of a part of the definition such as `input`. */
  readonly name: string;
  readonly isTask: boolean;
};

/** Tasks and parts by where they stand, each without the tasks in it. */
export type Pieces = ReadonlyMap<string, Piece>;
type Piece = { readonly name: string; readonly isTask: boolean; readonly text: string };

export function taskChanges(before: Json, after: Json): readonly TaskChange[] {
  const [old, now] = [piecesOf(before), piecesOf(after)];
  const told = ({ name, isTask }: Piece, kind: TaskChange["kind"]) => ({ kind, name, isTask });
  const gone = [...old].flatMap(([key, piece]) => (now.has(key) ? [] : [told(piece, "removed")]));
  const others = [...now].flatMap(([key, piece]): readonly TaskChange[] => {
    const was = old.get(key);
    if (was === undefined) return [told(piece, "added")];
    return was.text === piece.text ? [] : [told(piece, "changed")];
  });
  return [...others, ...gone, ...movedIn(old, now)];
}

export function piecesOf(document: Json): Pieces {
  const tasks = new Set(
    graphOf(document)
      .nodes.filter(isTask)
      .map(({ id }) => id),
  );
  const pieces = new Map<string, Piece>();
  const put = (key: string, piece: Piece) => {
    // Two of one name are wrong, and yet both are there.
    const again = pieces.has(key) ? `${key} ${pieces.size}` : key;
    pieces.set(again, piece);
  };
  const walk = (value: Json, pointer: string, key: string): Json => {
    if (Array.isArray(value))
      return value.flatMap((item: Json, at): readonly Json[] => {
        const task = onlyEntry(item);
        const inner = task && `${pointer}/${at}/${escaped(task[0])}`;
        if (task === undefined || inner === undefined || !tasks.has(inner))
          return [walk(item, `${pointer}/${at}`, `${key}/${at}`)];
        const place = `${key}/${escaped(task[0])}`;
        const own = walk(task[1], inner, place);
        put(place, { name: task[0], isTask: true, text: written(own) });
        return [];
      });
    if (!isMap(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const step = `/${escaped(name)}`;
        return [name, walk(inner, pointer + step, key + step)];
      }),
    );
  };
  if (!isMap(document)) return pieces;
  for (const [name, value] of Object.entries(document)) {
    const own = walk(value, `/${escaped(name)}`, `/${escaped(name)}`);
    put(`/${escaped(name)}`, { name, isTask: false, text: written(own) });
  }
  return pieces;
}

/** Those that stand otherwise among their neighbours, although none of them came or went. */
function movedIn(old: Pieces, now: Pieces): readonly TaskChange[] {
  const order = (pieces: Pieces, other: Pieces) => {
    const lists = new Map<string, string[]>();
    for (const [key, { isTask }] of pieces) {
      if (!isTask || !other.has(key)) continue;
      const list = key.slice(0, key.lastIndexOf("/"));
      lists.set(list, [...(lists.get(list) ?? []), key]);
    }
    return lists;
  };
  const before = order(old, now);
  return [...order(now, old)].flatMap(([list, keys]): readonly TaskChange[] => {
    const was = before.get(list) ?? [];
    const first = keys.find((key, at) => was[at] !== key);
    const piece = first === undefined ? undefined : now.get(first);
    return piece === undefined ? [] : [{ kind: "moved", name: piece.name, isTask: true }];
  });
}

function onlyEntry(item: Json): readonly [string, Json] | undefined {
  if (!isMap(item)) return undefined;
  const [entry, ...others] = Object.entries(item);
  return others.length === 0 ? entry : undefined;
}

function isMap(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escaped(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

function written(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "bigint" ? `${inner}n` : inner,
  );
}

/**
 * The difference of two versions as people read it: places by the names of tasks, not by pointers.
 *
 * Never: a guess; what a pointer doesn't say is left out.
 */
import { type Json, textOf } from "./json";

export type Place = {
  /** From 1; none of what has no order. */
  readonly number: number | undefined;
  /** The task that it is in, if it is in one. */
  readonly inside: string | undefined;
};

type Sides = { readonly old?: unknown; readonly new?: unknown };

/** Where a task stands: `/do/0/outer/do/1/pause` is number 2 in outer. */
export function placeOf(pointer: string): Place {
  let place: Place = { number: undefined, inside: undefined };
  let task: string | undefined;
  let number: number | undefined;
  // A list's name, a number, a task's name, and so on; a task may be named like a number.
  for (const step of stepsOf(pointer))
    if (number === undefined) number = numberOf(step);
    else {
      place = { number, inside: task };
      [task, number] = [step, undefined];
    }
  return place;
}

/** The steps to a value: names as people gave them. */
export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Both sides of a field as text; none where there was nothing, or is nothing any more. */
export function sidesOf(field: Sides): readonly [string | undefined, string | undefined] {
  const side = (name: keyof Sides) =>
    Object.hasOwn(field, name) ? textOf(field[name] as Json) : undefined;
  return [side("old"), side("new")];
}

function numberOf(step: string): number | undefined {
  return /^\d+$/.test(step) ? Number(step) + 1 : undefined;
}

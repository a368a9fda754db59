/**
 * What the server has found out about a text, as the views read it.
 *
 * Never: a reference left in it; each shape stands where it is told of.
 */
import type { Checked } from "../api/checks";
import { isObject, type Json } from "../model/json";
import type { Found, TaskData } from "./problems";

const REFERENCE = /^#\/schemas\/(\d+)$/;

/**
 * A text with a fault in its build says nothing of its data; then what was at hand before the fault
 * stays at hand, so that one can choose from it while mending.
 */
export function foundOf(
  text: string,
  { problems, data, schemas = [] }: Checked,
  before?: Found,
): Found {
  const shape = (known: Json): Json => {
    const reference = isObject(known) ? known["$ref"] : undefined;
    const number = typeof reference === "string" ? REFERENCE.exec(reference)?.[1] : undefined;
    return number === undefined ? known : (schemas[Number(number)] ?? true);
  };
  const tasks = Object.entries(data).map(([pointer, at]): readonly [string, TaskData] => [
    pointer,
    {
      input: shape(at.input),
      output: shape(at.output),
      context: shape(at.context),
      variables: Object.fromEntries(
        Object.entries(at.variables).map(([name, known]) => [name, shape(known)]),
      ),
    },
  ]);
  const isUntold = tasks.length === 0 && problems.some(({ severity }) => severity === "error");
  return { text, problems, data: isUntold && before ? before.data : new Map(tasks) };
}

/**
 * Where an expression stands in the open definition, and what it can read there.
 *
 * Never: data of another task, or of a text that can't be read any more without saying so.
 */
import { useMemo } from "react";

import type { Json } from "../../model/json";
import { type Scope, scopeOf } from "../../model/jq/scope";
import { taskAt } from "../../model/jq/taskAt";
import { useEditing } from "../useEditor";

export type Place = {
  /** Nothing where the expression belongs to the process itself. */
  readonly task: string | undefined;
  /** That of the task in which it stands, such as `with` or `if`. */
  readonly attribute: string;
  readonly document: Json;
  readonly scope: Scope;
  /** `namespace/name` of the process; empty while it has none. */
  readonly process: string;
  readonly isLoose: boolean;
};

export function useStanding(pointer: string): Place {
  const document = useEditing(({ draft }) => draft.shown?.document ?? null);
  const task = taskAt(pointer);
  const data = useEditing(({ found }) => (task === undefined ? undefined : found.data.get(task)));
  return useMemo(() => {
    const attribute = pointer.slice((task ?? "").length + 1).split("/")[0] ?? "";
    const namespace = textAt(document, "document", "namespace");
    const name = textAt(document, "document", "name");
    return {
      task,
      attribute,
      document,
      scope: scopeOf({ document, task, pointer, data }),
      process: namespace === "" || name === "" ? "" : `${namespace}/${name}`,
      isLoose: textAt(document, "evaluate", "mode") === "loose",
    };
  }, [document, task, data, pointer]);
}

function textAt(document: Json, ...keys: readonly string[]): string {
  const found = keys.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined,
    document,
  );
  return typeof found === "string" ? found : "";
}

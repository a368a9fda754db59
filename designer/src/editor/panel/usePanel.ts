/**
 * What the fields of the panel share: the values that stand in the document, what is wrong with
 * them, and the one way to change them.
 *
 * Never: a value of its own; what is shown is what the document has.
 */
import { createContext, use, useMemo } from "react";

import { valueAt } from "../../model/editing/values";
import { isObject, type Json } from "../../model/json";
import { pathsIn, type ValuePath } from "../../model/valuePaths";
import { say } from "../../words";
import type { Problem } from "../problems";
import { useEditing, useEditor } from "../useEditor";

export type PanelAbout = {
  /** Nobody may write, or nobody can just now. */
  readonly disabled: boolean;
  /** The task that is filled in, whose data can be named. */
  readonly task: string;
  /** Opens the editor of forms on the schema at this pointer. */
  readonly drawForm: (pointer: string) => void;
};

export const PanelContext = createContext<PanelAbout>({
  disabled: true,
  task: "",
  drawForm: () => undefined,
});

export function usePanel(): PanelAbout {
  return use(PanelContext);
}

const NOTHING: Json = null;

export function useDocument(): Json {
  return useEditing(({ draft }) => draft.shown?.document ?? NOTHING);
}

export function useValue(pointer: string): Json | undefined {
  return useEditing(({ draft }) => valueAt(draft.shown?.document ?? NOTHING, pointer));
}

/** The pointer of what stands below, such as `output/as`. */
export function under(pointer: string, path: string): string {
  return `${pointer}/${path}`;
}

export type Put = (pointer: string, value: Json | undefined) => void;

/**
 * Puts a value into the document; nothing takes it away. Maps between it and the one above
 * `within` that are empty by that go too.
 */
export function usePut(within?: string): Put {
  const editor = useEditor();
  return useMemo(
    () => (pointer, value) => {
      const when = { at: performance.now(), burst: pointer };
      let place = pointer;
      if (value === undefined && within !== undefined) {
        const document = editor.state.getState().draft.shown?.document ?? NOTHING;
        while (place.length > within.length && isOnlyOne(document, above(place), within))
          place = above(place);
      }
      editor.fill(place, value, when);
    },
    [editor, within],
  );
}

function isOnlyOne(document: Json, pointer: string, within: string): boolean {
  if (!pointer.startsWith(`${within}/`)) return false;
  const map = valueAt(document, pointer);
  return map !== undefined && isObject(map) && Object.keys(map).length <= 1;
}

function above(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

export function useFound(): readonly Problem[] {
  return useEditing(({ found }) => found.problems);
}

/** What is wrong with this very value, or inside of it where it has no fields of its own. */
export function useSentence(pointer: string, inside = false): string | undefined {
  const problems = useFound();
  const here = problems.filter(
    (one) => one.pointer === pointer || (inside && one.pointer.startsWith(`${pointer}/`)),
  );
  return here.length === 0 ? undefined : here.map(sentenceOf).join("\n");
}

export function sentenceOf({ message, remedy }: Problem): string {
  return remedy === "" ? message : say("panel.problem", { message, remedy });
}

/** What an expression of the task can name. */
export function usePaths(): readonly ValuePath[] {
  const { task } = usePanel();
  const data = useEditing(({ found }) => found.data.get(task));
  return useMemo(() => {
    if (data === undefined) return [];
    const others = Object.entries(data.variables).flatMap(([name, shape]) => [
      { path: `$${name}`, title: "" },
      ...pathsIn(shape, `$${name}`),
    ]);
    return [...pathsIn(data.input), ...others, ...pathsIn(data.context, "$context")];
  }, [data]);
}

/** Whether any text of the process may be an expression. */
export function useLoose(): boolean {
  return valueAt(useDocument(), "/evaluate/mode") === "loose";
}

/**
 * Quick fixes of a problem: each is an edit of the document, under words that say what it does.
 *
 * Never: done by itself; who writes presses it, and can undo it.
 */
import type { Edited } from "../model/editing/items";
import { fixesFor } from "../model/fixes";
import type { Json } from "../model/json";
import { say } from "../words";
import type { Problem } from "./problems";
import type { EditorStore } from "./store";

export type Fix = {
  readonly label: string;
  readonly edit: (document: Json) => Edited | undefined;
};

/** What can be done about it with one press; none for what needs a person's thought. */
export function fixesOf(problem: Problem, document: Json): readonly Fix[] {
  return fixesFor(problem, document).map(({ key, params, edit }) => ({
    label: say(`fixes.${key}`, params),
    edit,
  }));
}

export function fix(editor: EditorStore, { edit }: Fix): void {
  editor.draw(edit, { at: performance.now() });
}

/**
 * Changes of the document that are more than a value in its place, such as another name or order.
 *
 * Never: another task chosen by it, unless the one that is chosen has got another name.
 */
import { useCallback } from "react";

import type { Edited } from "../../model/editing/items";
import type { Json } from "../../model/json";
import { useEditor } from "../useEditor";

type Edit = (document: Json) => Edited | undefined;

export function useDraw() {
  const editor = useEditor();
  return useCallback(
    (edit: Edit, keeps = true): boolean => {
      const tasks = editor.state.getState().history.selection.tasks;
      const kept: Edit = (document) => {
        const edited = edit(document);
        return edited === undefined ? undefined : { ...edited, focus: tasks };
      };
      return editor.draw(keeps ? kept : edit, { at: performance.now() }) !== undefined;
    },
    [editor],
  );
}

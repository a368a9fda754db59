/**
 * The open definition as a picture that nothing is drawn in, for tests of the page around it.
 *
 * Never: what edits the picture; that has tests of its own.
 */
import { Picture } from "../canvas/Picture";
import { useChosen, useEditing } from "../editor/useEditor";

export function PlainDrawing() {
  const shown = useEditing(({ draft }) => draft.shown?.document);
  const [chosen] = useChosen();
  return shown === undefined ? null : (
    <Picture document={shown} selected={chosen} onSelect={() => undefined} label="Picture" />
  );
}

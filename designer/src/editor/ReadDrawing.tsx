/**
 * The picture of the open definition, to read and to choose in.
 *
 * Never: drawn in; where somebody may and can draw, another part stands in its place.
 */
import { Picture } from "../canvas/Picture";
import { Empty } from "../parts/Empty";
import { say } from "../words";
import { useTried } from "./trying/state";
import { useChosen, useEditing, useEditor } from "./useEditor";

export function ReadDrawing() {
  const editor = useEditor();
  const shown = useEditing(({ draft }) => draft.shown?.document);
  const [chosen] = useChosen();
  const tried = useTried(({ tasks }) => tasks);
  if (shown === undefined) return <Empty title={say("editor.noPicture")} />;
  return (
    <Picture
      document={shown}
      {...(tried !== undefined && { tasks: tried })}
      selected={chosen}
      onSelect={(pointer) => editor.choose([pointer])}
      label={say("editor.picture")}
    />
  );
}

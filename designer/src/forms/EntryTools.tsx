/**
 * What can be done with one entry of a list: moved up, moved down, taken out.
 *
 * Never: only by dragging; nor a button without the name of its entry.
 */
import { Button } from "../parts/Button";
import { say } from "../words";
import { DownIcon, RemoveIcon, UpIcon } from "./icons";

type Deed = (() => void) | undefined;

type Props = {
  readonly name: string;
  /** Whether it can be moved at all; at an end of the list one of both can't be pressed. */
  readonly movable: boolean;
  readonly onUp: Deed;
  readonly onDown: Deed;
  readonly onRemove: Deed;
};

const TOOLS = { up: UpIcon, down: DownIcon, remove: RemoveIcon };
const LABELS = { up: "form.up", down: "form.down", remove: "form.removeLabel" } as const;

/** `data-tool` is what the focus goes by after the list was drawn anew. */
export function EntryTools({ name, movable, onUp, onDown, onRemove }: Props) {
  return (
    <>
      {movable && <Tool tool="up" name={name} onPress={onUp} />}
      {movable && <Tool tool="down" name={name} onPress={onDown} />}
      {onRemove !== undefined && <Tool tool="remove" name={name} onPress={onRemove} />}
    </>
  );
}

type ToolProps = {
  readonly tool: keyof typeof TOOLS;
  readonly name: string;
  readonly onPress: Deed;
};

function Tool({ tool, name, onPress }: ToolProps) {
  const Icon = TOOLS[tool];
  return (
    <Button
      look="quiet"
      data-tool={tool}
      disabled={onPress === undefined}
      aria-label={say(LABELS[tool], { name })}
      onClick={onPress}
    >
      <Icon size={15} stroke={1.8} aria-hidden="true" />
    </Button>
  );
}

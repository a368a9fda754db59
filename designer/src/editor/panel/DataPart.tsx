/**
 * What of the data a task gets, hands on, and leaves for later ones.
 *
 * Never: open before somebody wants it; most tasks take what comes.
 */
import { say } from "../../words";
import { AnyValue } from "./AnyValue";
import { Fold } from "./Fold";
import { Code } from "./Line";
import { useValue } from "./usePanel";
import { Rows } from "./Rows";
import { fieldsOf } from "../../model/graphValues";

type Props = { readonly pointer: string };

const PLACES = [
  ["from", "input/from"],
  ["as", "output/as"],
  ["export", "export/as"],
] as const;

export function DataPart({ pointer }: Props) {
  return (
    <Fold
      title={say("panel.data.title")}
      pointers={["input", "output", "export"].map((key) => `${pointer}/${key}`)}
    >
      {PLACES.map(([word, place]) => (
        <Shaping
          key={place}
          pointer={`${pointer}/${place}`}
          within={pointer}
          label={say(`panel.data.${word}`)}
        />
      ))}
    </Fold>
  );
}

type ShapingProps = Props & {
  readonly within: string;
  readonly label: string;
};

/** An expression, or a map of them. */
export function Shaping({ pointer, within, label }: ShapingProps) {
  const value = useValue(pointer);
  if (fieldsOf(value) !== undefined)
    return <Rows pointer={pointer} label={label} within={within} />;
  if (value !== undefined && typeof value !== "string")
    return <AnyValue pointer={pointer} label={label} within={within} />;
  return <Code pointer={pointer} label={label} within={within} />;
}

/**
 * Where it goes on: with the next task, with another one of the same list, or to the end.
 *
 * Never: a task that can't be reached from here; only those of the same list can.
 */
import { itemsAt, nameOfItem, standingOf } from "../../model/editing/items";
import { say } from "../../words";
import { Pick } from "./Line";
import { useDocument, usePut, useValue } from "./usePanel";

type Props = {
  /** Of `then` itself. */
  readonly pointer: string;
  /** The task whose list it stays in. */
  readonly task: string;
  readonly label?: string;
  /** It must say something. */
  readonly needed?: boolean;
};

const NEXT = "continue";

export function Then({ pointer, task, label = say("panel.then"), needed = false }: Props) {
  const document = useDocument();
  const value = useValue(pointer);
  const put = usePut();
  const standing = standingOf(document, task);
  const names =
    standing === undefined
      ? []
      : itemsAt(document, standing.list).flatMap((item) => nameOfItem(item) ?? []);
  const others = names.filter((name) => name !== standing?.name);
  const isInside = standing !== undefined && standing.list !== "/do";
  const ways = [
    { value: NEXT, label: say("panel.way.next") },
    ...(isInside ? [{ value: "exit", label: say("panel.way.exit") }] : []),
    { value: "end", label: say("panel.way.end") },
  ];
  return (
    <Pick
      pointer={pointer}
      label={label}
      choices={[
        ...ways,
        ...others.map((name) => ({ value: name, label: say("panel.way.to", { name }) })),
      ]}
      value={typeof value === "string" ? value : NEXT}
      onPick={(chosen) =>
        put(pointer, chosen === undefined || (chosen === NEXT && !needed) ? undefined : chosen)
      }
    />
  );
}

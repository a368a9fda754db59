/**
 * A process as a picture or as a list; in a run, with what each task has become. It fills the box
 * that its page gives it.
 *
 * Never: a change of the process; whoever draws one has another page.
 */
import { type ReactNode, useEffect, useMemo, useState } from "react";

import { graphOf } from "../model/graph";
import { takenEdges } from "../model/graphTaken";
import { type Graph, isTask, type TaskNode } from "../model/graphTypes";
import type { Json } from "../model/json";
import { Choices } from "../parts/Choices";
import { Empty, Loading } from "../parts/Empty";
import { Notice } from "../parts/Notice";
import { say } from "../words";
import { Canvas } from "./Canvas";
import { Outline } from "./Outline";
import styles from "./Picture.module.css";
import { ExtrasContext, makeShown, type Shown, ShownContext, type TaskShown } from "./shown";
import { useLayout } from "./useLayout";

export type { TaskShown };

/** More can be drawn, but nobody finds their way in it. */
const MOST_TASKS = 1_500;
const NONE: ReadonlySet<string> = new Set();

type Props = {
  readonly document: Json;
  readonly tasks?: ReadonlyMap<string, TaskShown>;
  readonly selected?: string | undefined;
  readonly onSelect?: (pointer: string) => void;
  readonly label: string;
  /** Whether it says how long each task has taken. */
  readonly timed?: boolean;
  /** The task that is seen at first, where not all of the picture is. */
  readonly first?: string | undefined;
  /** What its page has on the box of a task besides; stays the same function. */
  readonly extras?: (node: TaskNode) => ReactNode;
  /** What its page has in the bar above. */
  readonly beside?: ReactNode;
};

export function Picture({
  document,
  tasks,
  selected,
  onSelect,
  label,
  timed = false,
  first,
  extras,
  beside,
}: Props) {
  const graph = useMemo(() => graphOf(document), [document]);
  const store = useShownStore(graph, tasks, selected, timed);
  const [view, setView] = useState<"picture" | "list">("picture");
  const shown = { graph, label, selected, onSelect, first };
  return (
    <ShownContext value={store}>
      <div className={styles["picture"]}>
        <div className={styles["bar"]}>
          <Choices
            label={say("canvas.view")}
            value={view}
            choices={[
              { value: "picture", label: say("canvas.picture") },
              { value: "list", label: say("canvas.list") },
            ]}
            onChange={setView}
          />
          {beside}
        </div>
        <ExtrasContext value={extras}>
          {view === "list" ? <Outline {...shown} /> : <Drawing {...shown} />}
        </ExtrasContext>
      </div>
    </ShownContext>
  );
}

function useShownStore(
  graph: Graph,
  tasks: Props["tasks"],
  selected: string | undefined,
  timed: boolean,
) {
  const taken = useMemo(
    () => (tasks === undefined ? NONE : takenEdges(graph, tasks)),
    [graph, tasks],
  );
  const current = selected ?? graph.nodes.find(isTask)?.id;
  const chosen = useMemo(() => new Set(selected === undefined ? [] : [selected]), [selected]);
  const shown: Shown = { tasks, taken, selected: chosen, current, timed };
  const [store] = useState(() => makeShown(shown));
  useEffect(() => store.write({ tasks, taken, selected: chosen }), [store, tasks, taken, chosen]);
  useEffect(() => store.write({ current }), [store, current]);
  return store;
}

type DrawingProps = {
  readonly graph: Graph;
  readonly label: string;
  readonly selected: string | undefined;
  readonly onSelect: Props["onSelect"];
  readonly first: string | undefined;
};

function Drawing(props: DrawingProps) {
  const count = props.graph.nodes.filter(isTask).length;
  if (count === 0) return <Empty title={say("canvas.empty")} />;
  if (count <= MOST_TASKS) return <Laid {...props} />;
  return (
    <div className={styles["instead"]}>
      <Notice title={say("canvas.tooLarge", { count })} remedy={say("canvas.tooLargeRemedy")} />
    </div>
  );
}

function Laid({ graph, ...rest }: DrawingProps) {
  const arranged = useLayout(graph);
  if (arranged === undefined)
    return (
      <div className={styles["instead"]}>
        <Loading label={say("canvas.drawing")} />
      </div>
    );
  if (arranged !== "failed") return <Canvas arranged={arranged} {...rest} />;
  return (
    <div className={styles["instead"]}>
      <Notice title={say("canvas.trouble")} remedy={say("canvas.troubleRemedy")} />
    </div>
  );
}

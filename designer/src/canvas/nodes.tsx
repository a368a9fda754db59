/**
 * The nodes of the picture: a task, a block around tasks, the start and the ends, the name of a way.
 *
 * Never: a handle to connect it by; the picture is read.
 */
import { useDirection } from "@mantine/core";
import type { Node, NodeProps } from "@xyflow/react";
import { memo, useContext } from "react";

import {
  type Graph,
  type GraphEdge,
  type GraphNode,
  isTask,
  type TaskNode,
} from "../model/graphTypes";
import { say } from "../words";
import type { Box, Layout } from "./layout";
import styles from "./nodes.module.css";
import { labelOf, sentencesOf } from "./sentences";
import { SentenceLine } from "./SentenceLine";
import { ExtrasContext, useShown } from "./shown";
import { TaskHead } from "./TaskHead";

type TaskDrawn = Node<{ readonly node: TaskNode; readonly chosen: boolean }, "task">;
type PointDrawn = Node<{ readonly node: GraphNode }, "point">;
type LabelDrawn = Node<{ readonly edge: GraphEdge }, "label">;
export type Drawn = TaskDrawn | PointDrawn | LabelDrawn;

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

const Task = memo(function Task({ data: { node, chosen } }: NodeProps<TaskDrawn>) {
  const state = useShown(({ tasks }) => tasks && (tasks.get(node.id)?.state ?? "none"));
  const extras = useContext(ExtrasContext);
  const selected = useShown((shown) => shown.selected.has(node.id));
  return (
    <div
      className={styles[node.container ? "block" : "task"]}
      data-kind={node.kind}
      data-state={state}
      data-selected={selected || undefined}
    >
      <TaskHead node={node} chosen={chosen} />
      {extras?.(node)}
    </div>
  );
});

const Point = memo(function Point({ data: { node } }: NodeProps<PointDrawn>) {
  const { dir } = useDirection();
  if (node.kind === "entry" || node.kind === "exit") return null;
  return (
    <div className={styles["point"]} dir={dir} data-kind={node.kind}>
      <span>{say(node.kind === "start" ? "canvas.start" : "canvas.end")}</span>
      {sentencesOf(node).map((sentence, index) => (
        <SentenceLine key={index} sentence={sentence} />
      ))}
    </div>
  );
});

const Label = memo(function Label({ data: { edge } }: NodeProps<LabelDrawn>) {
  const { dir } = useDirection();
  const taken = useShown((shown) => shown.taken.has(edge.id));
  return (
    <div
      className={styles["label"]}
      dir={dir}
      data-kind={edge.kind}
      data-taken={taken || undefined}
    >
      {labelOf(edge).map((sentence, index) => (
        <SentenceLine key={index} sentence={sentence} />
      ))}
    </div>
  );
});

export const NODE_TYPES = { task: Task, point: Point, label: Label };

type Names = (pointer: string) => string;
const ITSELF: Names = (pointer) => pointer;

/**
 * Every node and every name of a way, where the layout has put it. Who draws names them in a way
 * that stays while the list before them changes, so that a box is moved and not made anew.
 */
export function drawn(graph: Graph, layout: Layout, chosen: boolean, named = ITSELF): Drawn[] {
  const nodes = graph.nodes.map((node) => {
    const [id, box] = [named(node.id), layout.boxes.get(node.id)];
    return keptAs(node, [id, box, chosen], () => boxOf(node, id, box, chosen));
  });
  const labels = layout.lines.flatMap((line) => {
    const { edge, label } = line;
    if (label === undefined) return [];
    const id = named(edge.source) + edge.id.slice(edge.source.length);
    return [keptAs(line, [id, label], () => nameOn(edge, id, label))];
  });
  return [...nodes, ...labels];
}

/** What was drawn of a node or a way, and of what; unchanged, it is not drawn anew. */
const made = new WeakMap<object, { readonly of: readonly unknown[]; readonly drawn: Drawn }>();

function keptAs(one: object, of: readonly unknown[], draw: () => Drawn): Drawn {
  const before = made.get(one);
  if (before?.of.every((part, index) => part === of[index]) === true) return before.drawn;
  const drawn = draw();
  made.set(one, { of, drawn });
  return drawn;
}

function boxOf(node: GraphNode, id: string, box: Box | undefined, chosen: boolean): Drawn {
  const place = placed(id, box);
  return isTask(node)
    ? { ...place, type: "task", data: { node, chosen } }
    : { ...place, type: "point", data: { node } };
}

/** Above the ways, which lie above the nodes. */
function nameOn(edge: GraphEdge, id: string, label: Box): Drawn {
  return { ...placed(id, label), type: "label", zIndex: 1, data: { edge } };
}

function placed(id: string, { x, y, width, height }: Box = NOWHERE) {
  const plain = { "aria-roledescription": undefined };
  return {
    id,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    domAttributes: plain,
  };
}

/**
 * A process as a list: its tasks in order, blocks in blocks, and where each leads if not on.
 *
 * Never: less than the picture tells.
 */
import { useContext, useMemo } from "react";

import type { Graph, TaskNode } from "../model/graphTypes";
import { StateWord } from "../parts/StateWord";
import { say } from "../words";
import { KindIcon } from "./KindIcon";
import { Lasted } from "./Lasted";
import styles from "./Outline.module.css";
import { kindWord, nameOf, type Sentence, sentencesOf } from "./sentences";
import { SentenceLine } from "./SentenceLine";
import { ExtrasContext, type TaskShown, useShown } from "./shown";
import { type Tree, treeOf } from "./tree";

type Props = {
  readonly graph: Graph;
  readonly label: string;
  readonly onSelect: ((pointer: string) => void) | undefined;
};

export function Outline({ graph, label, onSelect }: Props) {
  const tree = useMemo(() => treeOf(graph), [graph]);
  return (
    <div
      className={styles["outline"]}
      role="region"
      aria-label={label}
      // Without a task to press, the keyboard scrolls the list itself.
      tabIndex={onSelect === undefined ? 0 : undefined}
    >
      {tree.start !== undefined && (
        <p className={styles["start"]}>
          <b>{say("canvas.start")}</b>
          <SentenceLine sentence={tree.start} whole />
        </p>
      )}
      <Branch tree={tree} of={undefined} onSelect={onSelect} />
    </div>
  );
}

type BranchProps = {
  readonly tree: Tree;
  readonly of: string | undefined;
  readonly onSelect: Props["onSelect"];
};

function Branch({ tree, of, onSelect }: BranchProps) {
  const tasks = tree.inside.get(of);
  if (tasks === undefined) return null;
  return (
    <ol className={styles["branch"]}>
      {tasks.map((node) => (
        <li key={node.id}>
          <Entry node={node} ways={tree.ways.get(node.id) ?? []} onSelect={onSelect} />
          <Branch tree={tree} of={node.id} onSelect={onSelect} />
        </li>
      ))}
    </ol>
  );
}

type EntryProps = {
  readonly node: TaskNode;
  readonly ways: readonly Sentence[];
  readonly onSelect: Props["onSelect"];
};

function Entry({ node, ways, onSelect }: EntryProps) {
  const task = useShown(({ tasks }) => tasks?.get(node.id));
  const selected = useShown((shown) => shown.selected.has(node.id));
  const extras = useContext(ExtrasContext);
  const name = <bdi>{nameOf(node)}</bdi>;
  return (
    <div className={styles["entry"]} data-selected={selected || undefined}>
      <KindIcon kind={node.kind} />
      <div>
        <p className={styles["name"]}>
          {onSelect === undefined ? (
            <b>{name}</b>
          ) : (
            <button
              type="button"
              aria-current={selected || undefined}
              onClick={() => onSelect(node.id)}
            >
              {name}
            </button>
          )}
          {node.name !== "" && <span>{kindWord(node)}</span>}
        </p>
        {[...sentencesOf(node), ...ways].map((sentence, index) => (
          <SentenceLine key={index} sentence={sentence} whole />
        ))}
        {extras?.(node)}
      </div>
      {task !== undefined && <Became task={task} />}
    </div>
  );
}

function Became({ task }: { readonly task: TaskShown }) {
  const { state, visits, attempts = 1 } = task;
  return (
    <p className={styles["became"]}>
      {attempts > 1 && <span>{say("canvas.attempts", { count: attempts })}</span>}
      {visits > 1 && <span>{say("canvas.visits", { count: visits })}</span>}
      <Lasted task={task} />
      <StateWord state={state} />
    </p>
  );
}

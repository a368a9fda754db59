/**
 * A task as it is read in the picture: its icon, its name, what it does, what it has become.
 *
 * Never: a place; it fills the box that the layout has given it.
 */
import { useDirection } from "@mantine/core";
import { memo } from "react";

import type { TaskNode } from "../model/graphTypes";
import { StateMark } from "../parts/StateMark";
import { say } from "../words";
import { KindIcon } from "./KindIcon";
import { describe, nameOf, sentencesOf } from "./sentences";
import { Lasted } from "./Lasted";
import { SentenceLine } from "./SentenceLine";
import { type TaskShown, useShown } from "./shown";
import styles from "./TaskHead.module.css";

type Props = {
  readonly node: TaskNode;
  /** Whether a press chooses it. */
  readonly chosen: boolean;
};

export const TaskHead = memo(function TaskHead({ node, chosen }: Props) {
  const { dir } = useDirection();
  const task = useShown(({ tasks }) => tasks?.get(node.id));
  const selected = useShown((shown) => shown.selected.has(node.id));
  const note = useShown(({ notes }) => notes?.get(node.id));
  const current = useShown((shown) => shown.current === node.id);
  return (
    <div
      className={styles["head"]}
      dir={dir}
      role={chosen ? "button" : "group"}
      tabIndex={current ? 0 : -1}
      aria-label={describe(node, task, note)}
      aria-current={selected || undefined}
      data-task={node.id}
      data-block={node.container || node.inside !== undefined || undefined}
    >
      <KindIcon kind={node.kind} className={styles["icon"]} />
      <span className={styles["name"]} title={node.name}>
        <bdi>{nameOf(node)}</bdi>
      </span>
      {task !== undefined && <Became task={task} />}
      {sentencesOf(node).map((sentence, index) => (
        <div key={index} className={styles["line"]}>
          {/* A gap between the lines for who hears or speaks them. */}{" "}
          <SentenceLine sentence={sentence} />
        </div>
      ))}
    </div>
  );
});

/**
 * The counts and the time are signs like the mark beside them; the words for them are in the task's
 * label, or where it is chosen.
 */
function Became({ task }: { readonly task: TaskShown }) {
  const { state, visits, attempts = 1 } = task;
  const counts = [
    ...(attempts > 1 ? [say("canvas.tries", { count: attempts })] : []),
    ...(visits > 1 ? [say("canvas.times", { count: visits })] : []),
  ];
  return (
    <span className={styles["became"]} aria-hidden="true">
      {counts.map((count) => (
        <span key={count} dir="ltr" data-count={count} />
      ))}
      <Lasted task={task} />
      <StateMark state={state} />
    </span>
  );
}

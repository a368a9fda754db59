/**
 * How long a task has taken, or how long it still waits: it counts while it is open.
 *
 * Never: a clock that ticks for what is over; nor text, for a label has to say all that is read.
 */
import { useNow } from "../parts/Time";
import { say } from "../words";
import { span } from "../words/times";
import { type TaskShown, useShown } from "./shown";
import styles from "./TaskHead.module.css";

const TICK_MS = 1_000;

export function Lasted({ task }: { readonly task: TaskShown }) {
  const { state, startedAt, endedAt } = task;
  const timed = useShown((shown) => shown.timed === true);
  if (!timed || startedAt === undefined || state === "skipped" || startedAt === endedAt)
    return null;
  return <Counted {...task} startedAt={startedAt} />;
}

function Counted({ state, startedAt, endedAt, until }: TaskShown & { readonly startedAt: string }) {
  const isOpen = endedAt === undefined;
  const now = useNow(isOpen ? TICK_MS : undefined);
  const waits = until !== undefined && state === "waiting";
  const shown = waits
    ? say("canvas.left", { span: span(Math.max(0, Date.parse(until) - now)) })
    : span((isOpen ? now : Date.parse(endedAt)) - Date.parse(startedAt));
  return <span className={styles["lasted"]} data-count={shown} />;
}

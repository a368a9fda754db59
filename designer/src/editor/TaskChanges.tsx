/**
 * What was changed in a definition, in words: which tasks came, went, moved or are otherwise.
 *
 * Never: an empty list without a word; also that nothing was changed is said.
 */
import { useId } from "react";

import type { TaskChange } from "../model/taskChanges";
import { say } from "../words";
import styles from "./Room.module.css";

type Props = {
  readonly title: string;
  /** Nothing where the text can't be read. */
  readonly changes: readonly TaskChange[] | undefined;
};

/** More are counted only. */
const MOST = 12;

export function TaskChanges({ title, changes }: Props) {
  const id = useId();
  const more = (changes?.length ?? 0) - MOST;
  return (
    <section className={styles["changes"]} aria-labelledby={id}>
      <h3 id={id}>
        <bdi>{title}</bdi>
      </h3>
      {changes === undefined && <p>{say("room.unreadable")}</p>}
      {changes?.length === 0 && <p>{say("room.onlyText")}</p>}
      {changes !== undefined && changes.length > 0 && (
        <ul>
          {changes.slice(0, MOST).map((change) => (
            <li key={`${change.kind} ${String(change.isTask)} ${change.name}`}>
              {sentenceOf(change)}
            </li>
          ))}
          {more > 0 && <li>{say("room.moreChanges", { count: more })}</li>}
        </ul>
      )}
    </section>
  );
}

function sentenceOf({ kind, name, isTask }: TaskChange): string {
  return isTask ? say(`room.task.${kind}`, { name }) : say(`room.part.${kind}`, { name });
}

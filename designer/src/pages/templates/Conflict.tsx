/**
 * Somebody else has saved meanwhile: what theirs says otherwise, and the choice between both.
 *
 * Never: one of the two lost without a word.
 */
import type { Template } from "../../api/templates";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { differences, type Draft, draftOf } from "./draft";
import styles from "./Templates.module.css";

type Props = {
  readonly base: number;
  readonly mine: Draft;
  /** Null: it was deleted. */
  readonly newest: Template | null;
  readonly onTake: (theirs: Draft) => void;
  readonly onKeep: () => void;
};

export function Conflict({ base, mine, newest, onTake, onKeep }: Props) {
  const theirs = newest === null ? undefined : draftOf(newest);
  const parts = theirs === undefined ? [] : differences(mine, theirs);
  return (
    <section role="alert" className={styles["conflict"]}>
      <p>
        <b>
          {newest === null
            ? say("templates.movedGone")
            : say("templates.moved", {
                version: String(newest.version),
                who: newest.savedByName ?? say("templates.somebody"),
              })}
        </b>{" "}
        {newest !== null && say("templates.movedMore", { base: String(base) })}
      </p>
      {theirs !== undefined && parts.length === 0 && <p>{say("templates.noDifference")}</p>}
      {parts.map((part) => (
        <div key={part.label} className={styles["theirs"]}>
          <h3>{say("templates.theirs", { part: part.label })}</h3>
          <pre className={styles["old"]} dir="auto">
            {part.theirs}
          </pre>
        </div>
      ))}
      <div className={styles["deeds"]}>
        {theirs !== undefined && (
          <Button onClick={() => onTake(theirs)}>{say("templates.takeTheirs")}</Button>
        )}
        <Button look="main" onClick={onKeep}>
          {say("templates.keepMine")}
        </Button>
      </div>
    </section>
  );
}

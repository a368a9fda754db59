/**
 * Somebody else has saved what one was writing: both sides, and the choice between them.
 *
 * Never: one of the two lost; theirs stays among the earlier ones, mine can be brought back by undo.
 */
import { Modal } from "@mantine/core";

import { Button } from "../parts/Button";
import { CopyButton } from "../parts/CopyButton";
import { say } from "../words";
import type { Autosave } from "./autosaving";
import { LineDiff } from "./LineDiff";
import { whoAndWhen } from "./News";
import styles from "./Room.module.css";
import { TaskChanges } from "./TaskChanges";
import { useSaving } from "./useAutosave";
import { useMerged } from "./useMerged";

type Props = { readonly autosave: Autosave; readonly onMerge: () => void };

export function Conflict({ autosave, onMerge }: Props) {
  const theirs = useSaving(autosave, (all) => all.theirs);
  const mine = useSaving(autosave, ({ text }) => text);
  const isLooking = useSaving(autosave, (all) => all.looking);
  if (theirs === undefined || !isLooking) return null;
  const { name, time } = whoAndWhen(theirs);
  return (
    <Modal
      opened
      // To write on first loses nothing: what was saved waits above the text.
      onClose={() => autosave.look(false)}
      title={say("editor.moved", { name })}
      size="xl"
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("editor.close") }}
    >
      <div className={styles["conflict"]}>
        <p>{say("editor.movedMore", { time })}</p>
        <Sides autosave={autosave} name={name} onMerge={onMerge} />
        <LineDiff
          label={say("editor.bothSides")}
          before={theirs.text}
          after={mine}
          gone={say("editor.onlyTheirs")}
          fresh={say("editor.onlyMine")}
        />
        <p className={styles["soft"]}>{say("editor.legend")}</p>
      </div>
    </Modal>
  );
}

type SidesProps = Props & { readonly name: string };

/** What each has changed, in words, and what can be done about it. */
function Sides({ autosave, name, onMerge }: SidesProps) {
  const both = useMerged(autosave);
  const text = both?.text;
  const byHand = () => {
    autosave.merge();
    onMerge();
  };
  return (
    <>
      {both !== undefined && (
        <div className={styles["sides"]}>
          <TaskChanges title={say("room.theirs", { name })} changes={both.theirs} />
          <TaskChanges title={say("room.mine")} changes={both.mine} />
        </div>
      )}
      {both !== undefined && <p>{say(text === undefined ? "room.touch" : "room.bothStand")}</p>}
      <div className={styles["answers"]}>
        <Button onClick={autosave.takeTheirs}>{say("editor.takeTheirs")}</Button>
        <Button onClick={autosave.keepMine}>{say("editor.keepMine")}</Button>
        <Button look={text === undefined ? "main" : "plain"} onClick={byHand}>
          {say("editor.merge")}
        </Button>
        {text !== undefined && (
          <Button look="main" onClick={() => autosave.join(text)} data-autofocus>
            {say("room.join")}
          </Button>
        )}
      </div>
    </>
  );
}

/** While both are put together by hand: theirs to read and copy, beside what is written. */
export function Merging({ autosave }: { readonly autosave: Autosave }) {
  const theirs = useSaving(autosave, (all) => (all.merging ? all.theirs : undefined));
  const mine = useSaving(autosave, ({ text }) => text);
  if (theirs === undefined) return null;
  return (
    <section className={styles["merging"]} aria-label={say("editor.merging")}>
      <header>
        <h2>{say("editor.merging")}</h2>
        <CopyButton name={say("editor.theirText")} text={() => theirs.text} />
        <Button look="main" onClick={autosave.keepMine}>
          {say("editor.merged")}
        </Button>
      </header>
      <p className={styles["soft"]}>{say("editor.mergingMore")}</p>
      <LineDiff
        label={say("editor.bothSides")}
        before={theirs.text}
        after={mine}
        gone={say("editor.onlyTheirs")}
        fresh={say("editor.onlyMine")}
      />
    </section>
  );
}

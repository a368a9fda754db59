/**
 * Somebody else has saved what one was writing: both sides, and the choice between them.
 *
 * Never: one of the two lost; theirs stays among the earlier ones, mine can be brought back by undo.
 */
import { Modal } from "@mantine/core";

import { Button } from "../parts/Button";
import { CopyButton } from "../parts/CopyButton";
import { say } from "../words";
import { timeOfDay } from "../words/times";
import type { Theirs } from "./autosave";
import type { Autosave } from "./autosaving";
import { LineDiff } from "./LineDiff";
import styles from "./Room.module.css";
import { useSaving } from "./useAutosave";

type Props = { readonly autosave: Autosave; readonly onMerge: () => void };

export function Conflict({ autosave, onMerge }: Props) {
  const theirs = useSaving(autosave, (all) => all.theirs);
  const mine = useSaving(autosave, ({ text }) => text);
  const merging = useSaving(autosave, (all) => all.merging);
  if (theirs === undefined || merging) return null;
  return (
    <Modal
      opened
      // Neither Escape nor a press beside it: one of the three is chosen.
      onClose={() => undefined}
      withCloseButton={false}
      title={say("editor.moved", { name: theirs.savedByName ?? say("process.somebody") })}
      size="xl"
      attributes={{ header: { role: "none" } }}
    >
      <div className={styles["conflict"]}>
        <p>{say("editor.movedMore", { time: savedAt(theirs) })}</p>
        <LineDiff
          label={say("editor.bothSides")}
          before={theirs.text}
          after={mine}
          gone={say("editor.onlyTheirs")}
          fresh={say("editor.onlyMine")}
        />
        <p className={styles["soft"]}>{say("editor.legend")}</p>
        <div className={styles["answers"]}>
          <Button onClick={autosave.takeTheirs}>{say("editor.takeTheirs")}</Button>
          <Button
            onClick={() => {
              autosave.merge();
              onMerge();
            }}
          >
            {say("editor.merge")}
          </Button>
          <Button look="main" onClick={autosave.keepMine} data-autofocus>
            {say("editor.keepMine")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function savedAt({ savedAt: moment }: Theirs): string {
  return moment === undefined ? "" : timeOfDay(Date.parse(moment));
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

/**
 * Whether what is written is saved; and if not, why, and what to do.
 *
 * Never: read out at each save; who can't see it hears of trouble, and that it is over.
 */
import { Button } from "../parts/Button";
import { Notice } from "../parts/Notice";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";
import { timeOfDay } from "../words/times";
import { isUnsaved, type Saving } from "./autosave";
import { type Autosave, isDiscarded } from "./autosaving";
import styles from "./Room.module.css";
import { useSaving } from "./useAutosave";

type Props = { readonly autosave: Autosave };

/** In the bar, short. */
export function SavedState({ autosave }: Props) {
  const saving = useSaving(autosave, (all) => all);
  const isInTrouble = saving.trouble !== undefined || saving.theirs !== undefined;
  return (
    <>
      <p
        className={styles["saved"]}
        data-trouble={saving.trouble !== undefined || undefined}
        aria-live="off"
      >
        {wordsOf(saving)}
      </p>
      <p className="unseen" role="status">
        {isInTrouble ? say("editor.notSaved") : heard(saving)}
      </p>
    </>
  );
}

function wordsOf(saving: Saving): string {
  const { sending, trouble, theirs, base } = saving;
  if (theirs !== undefined || trouble !== undefined) return say("editor.notSaved");
  if (sending !== undefined) return say("editor.saving");
  if (isUnsaved(saving)) return say("editor.unsaved");
  if (base.savedAt === undefined) return say("editor.unchanged");
  return say("editor.saved", { time: timeOfDay(Date.parse(base.savedAt)) });
}

/** Only whether, not when: else it would be said anew every few seconds. */
function heard(saving: Saving): string {
  return isUnsaved(saving) || saving.base.savedAt === undefined ? "" : say("editor.allSaved");
}

/** Below the bar, with the remedy; nothing while all is well. */
export function SavingTrouble({ autosave }: Props) {
  const trouble = useSaving(autosave, (all) => all.trouble);
  const theirs = useSaving(autosave, (all) => all.theirs);
  const isKept = useSaving(autosave, (all) => all.isKept);
  if (theirs !== undefined || trouble === undefined) return null;
  const { error, again } = trouble;
  const where = again === undefined ? "editor.keptRefused" : "editor.kept";
  const act = (
    <>
      <p>{say(isKept ? where : "room.unkept")}</p>
      <Button onClick={autosave.saveNow}>{say("editor.saveNow")}</Button>
    </>
  );
  if (isDiscarded(error))
    return (
      <div className={styles["strip"]}>
        <Notice
          title={say("editor.discarded")}
          remedy={say("editor.discardedRemedy")}
          action={act}
        />
      </div>
    );
  return (
    <div className={styles["strip"]}>
      <Trouble error={error} action={act} />
    </div>
  );
}

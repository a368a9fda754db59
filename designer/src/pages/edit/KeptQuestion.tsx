/**
 * What was written here and never saved: how it differs, and whether one goes on with it.
 *
 * Never: thrown away without being shown.
 */
import { type Found, shelfOf } from "../../editor/kept";
import { LineDiff } from "../../editor/LineDiff";
import type { Opened } from "../../editor/Room";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { toTheMinute } from "../../words/times";
import styles from "./Edit.module.css";

type Props = {
  /** As it is saved. */
  readonly opened: Opened;
  readonly kept: Found;
  readonly onTake: (opened: Opened) => void;
  readonly onLeave: () => void;
};

export function KeptQuestion({ opened, kept, onTake, onLeave }: Props) {
  const { place, person, base } = opened;
  const isBehind = kept.base !== base.revision && base.revision !== null;
  const take = () => {
    const { text, room } = kept;
    // Under the name by which it is kept, so that it is kept all the time.
    onTake({ ...opened, text, room, base: isBehind ? writtenOver(kept, base) : base });
  };
  const leave = () => {
    shelfOf(person, `${place.namespace}/${place.name}`, kept.room).forget();
    onLeave();
  };
  return (
    <section className={styles["kept"]} aria-label={say("editor.keptTitle")}>
      <h2>{say("editor.keptTitle")}</h2>
      <p>
        {say("editor.keptFrom", { time: toTheMinute(new Date(kept.at).toISOString()) })}{" "}
        {isBehind && say("editor.keptBehind")}
      </p>
      <LineDiff
        label={say("editor.keptDiffers")}
        before={base.text}
        after={kept.text}
        gone={say("editor.onlySaved")}
        fresh={say("editor.onlyKept")}
      />
      <div className={styles["answers"]}>
        <Button onClick={leave}>{say("editor.keptLeave")}</Button>
        <Button look="main" onClick={take}>
          {say("editor.keptTake")}
        </Button>
      </div>
    </section>
  );
}

/** Over what it was written, so that what others have saved since is shown beside it. */
function writtenOver({ base, baseText }: Found, now: Opened["base"]): Opened["base"] {
  if (baseText === undefined) return { ...now, revision: base, isGuess: true };
  return { text: baseText, revision: base, savedAt: undefined };
}

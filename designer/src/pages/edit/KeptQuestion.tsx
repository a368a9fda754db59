/**
 * What was written here and never saved: how it differs, and whether one goes on with it.
 *
 * Never: thrown away without being shown.
 */
import { forgetKept, keptOf } from "../../editor/kept";
import { LineDiff } from "../../editor/LineDiff";
import type { Opened } from "../../editor/Room";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { toTheMinute } from "../../words/times";
import styles from "./Edit.module.css";

type Props = {
  /** As it is saved. */
  readonly opened: Opened;
  readonly onBegin: (opened: Opened) => void;
};

export function KeptQuestion({ opened, onBegin }: Props) {
  const { place, person, base } = opened;
  const process = `${place.namespace}/${place.name}`;
  const kept = keptOf(person, process);
  if (kept === undefined) return null;
  const isBehind = kept.base !== base.revision && base.revision !== null;
  const take = () => {
    // Over what it was written, so that what others have saved since is shown beside it.
    const revision = base.revision === null ? null : kept.base;
    forgetKept(person, process);
    onBegin({ ...opened, text: kept.text, base: { ...base, revision } });
  };
  const leave = () => {
    forgetKept(person, process);
    onBegin(opened);
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

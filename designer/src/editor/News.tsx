/**
 * That somebody else has saved what is open here, below the bar, calmly.
 *
 * Never: in the way of who writes; nothing of theirs is lost, and so it can wait.
 */
import { Button } from "../parts/Button";
import { PeopleIcon } from "../parts/icons";
import { say } from "../words";
import { timeOfDay } from "../words/times";
import type { Theirs } from "./autosave";
import type { Autosave } from "./autosaving";
import styles from "./Room.module.css";
import { useEditor } from "./useEditor";
import { useSaving } from "./useAutosave";
import { useMerged } from "./useMerged";

type Props = { readonly autosave: Autosave };

export function News({ autosave }: Props) {
  const theirs = useSaving(autosave, (all) => all.theirs);
  const followed = useSaving(autosave, (all) => all.followed);
  const isElsewhere = useSaving(autosave, ({ looking, merging }) => looking || merging);
  return (
    <div role="status">
      {theirs !== undefined && !isElsewhere && <Waiting autosave={autosave} theirs={theirs} />}
      {theirs === undefined && followed !== undefined && (
        <Followed autosave={autosave} followed={followed} />
      )}
    </div>
  );
}

/** Theirs is shown already. */
function Followed({ autosave, followed }: Props & { readonly followed: Theirs }) {
  const editor = useEditor();
  return (
    <div className={styles["news"]}>
      <PeopleIcon size={18} stroke={1.6} aria-hidden="true" />
      <p>
        {say(
          followed.isMine === true ? "room.followedMine" : "room.followed",
          whoAndWhen(followed),
        )}
      </p>
      <Button look="quiet" onClick={editor.undo}>
        {say("room.undo")}
      </Button>
      <Button look="quiet" onClick={autosave.heard}>
        {say("room.good")}
      </Button>
    </div>
  );
}

/** Something of mine isn't saved: it is chosen what to go on with, when there is time for it. */
function Waiting({ autosave, theirs }: Props & { readonly theirs: Theirs }) {
  const both = useMerged(autosave)?.text;
  const isKept = useSaving(autosave, (all) => all.isKept);
  return (
    <div className={styles["news"]}>
      <PeopleIcon size={18} stroke={1.6} aria-hidden="true" />
      <p>
        <b>
          {say(theirs.isMine === true ? "room.waitingMine" : "room.waiting", whoAndWhen(theirs))}
        </b>{" "}
        {say(both === undefined ? "room.waitingTouch" : "room.waitingBoth")}{" "}
        {say(isKept ? "room.waitingKept" : "room.waitingUnkept")}
      </p>
      {both !== undefined && (
        <Button look="main" onClick={() => autosave.join(both)}>
          {say("room.join")}
        </Button>
      )}
      <Button onClick={() => autosave.look(true)}>{say("room.look")}</Button>
    </div>
  );
}

export function whoAndWhen({ savedByName, savedAt }: Theirs) {
  const name = savedByName ?? say("process.somebody");
  return { name, time: savedAt === undefined ? "" : timeOfDay(Date.parse(savedAt)) };
}

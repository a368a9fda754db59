/**
 * What was saved before: who and when, how it differs, and the way back to it.
 *
 * Never: anything lost by going back; it is one more change, and can be undone.
 */
import { Modal } from "@mantine/core";
import { useState } from "react";

import { type Place, useRevision, useRevisions } from "../api/sketches";
import { type TaskChange, taskChanges } from "../model/taskChanges";
import { readText } from "../model/yaml/read";
import { Button } from "../parts/Button";
import { Empty, Loading } from "../parts/Empty";
import { Moment } from "../parts/Time";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";
import type { Autosave } from "./autosaving";
import { LineDiff } from "./LineDiff";
import styles from "./Room.module.css";
import { TaskChanges } from "./TaskChanges";
import { useEditing } from "./useEditor";

type Props = {
  readonly place: Place;
  /** Nothing: here it is only read. */
  readonly autosave: Autosave | undefined;
  readonly onClose: () => void;
};

export function Revisions({ place, autosave, onClose }: Props) {
  const [looked, look] = useState<number>();
  const revisions = useRevisions(place);
  const close = { "aria-label": say("editor.close") };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("editor.revisions")}
      size="xl"
      attributes={{ header: { role: "none" } }}
      closeButtonProps={close}
    >
      <div className={styles["conflict"]}>
        {revisions.isError && <Trouble error={revisions.error} />}
        {revisions.isPending && <Loading label={say("page.loading")} />}
        {revisions.data?.length === 0 && <Empty title={say("editor.noRevisions")} />}
        <ol className={styles["revisions"]}>
          {revisions.data?.map(({ revision, savedAt, savedByName }, at) => (
            <li key={revision}>
              <button
                type="button"
                aria-expanded={looked === revision}
                onClick={() => look(looked === revision ? undefined : revision)}
              >
                <b>
                  {say("editor.revision", { number: String(revision) })}
                  {at === 0 && <i>{say("room.newest")}</i>}
                </b>
                <span>
                  <Moment moment={savedAt} />{" "}
                  {say("process.savedBy", { name: savedByName ?? say("process.somebody") })}
                </span>
              </button>
              {looked === revision && (
                <One place={place} revision={revision} autosave={autosave} onClose={onClose} />
              )}
            </li>
          ))}
        </ol>
      </div>
    </Modal>
  );
}

function One({ place, revision, autosave, onClose }: Props & { readonly revision: number }) {
  const now = useEditing(({ draft }) => draft.text);
  const read = useRevision(place, revision);
  if (read.isError) return <Trouble error={read.error} />;
  if (read.data === undefined) return <Loading label={say("page.loading")} />;
  const { text } = read.data;
  if (text === now) return <p className={styles["soft"]}>{say("room.sameAsNow")}</p>;
  const restore = () => {
    autosave?.restore(text);
    onClose();
  };
  return (
    <div className={styles["conflict"]}>
      <TaskChanges title={say("room.now")} changes={changesBetween(text, now)} />
      <LineDiff
        label={say("editor.sinceThen")}
        before={text}
        after={now}
        gone={say("editor.onlyThen")}
        fresh={say("editor.onlyNow")}
      />
      {autosave !== undefined && (
        <div className={styles["answers"]}>
          <Button look="main" onClick={restore}>
            {say("editor.restore")}
          </Button>
        </div>
      )}
    </div>
  );
}

function changesBetween(then: string, now: string): readonly TaskChange[] | undefined {
  const [old, other] = [readText(then), readText(now)];
  return old.ok && other.ok ? taskChanges(old.source.json, other.source.json) : undefined;
}

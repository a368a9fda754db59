/**
 * Tries the draft as it stands: beside the picture it asks for what calls answer and what people
 * decide, and the picture shows where it stands.
 *
 * Never: a run started, somebody told, or anything called.
 */
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import type { Shown } from "../../model/draft";
import { isSame } from "../../model/schemaSame";
import type { Answer, Trial } from "../../model/trial";
import { Button } from "../../parts/Button";
import { Choices } from "../../parts/Choices";
import { CloseIcon } from "../../parts/icons";
import { Notice } from "../../parts/Notice";
import { say } from "../../words";
import { useEditing, useEditor } from "../useEditor";
import { Begin } from "./Begin";
import { type Held, holdTrial, useHeld } from "./kept";
import { placeIn } from "./place";
import { Playing } from "./Playing";
import { Scenarios } from "./Scenarios";
import styles from "./Trying.module.css";

/** So long after the last key the trial is played on the new text. */
const SETTLED_MS = 500;

const VIEWS = ["trial", "scenarios"] as const;

export function Trying({ onClose }: { readonly onClose: () => void }) {
  const shown = useEditing(({ draft }) => draft.shown);
  const isStale = useEditing(({ draft }) => draft.faults.length > 0);
  const [settled] = useDebouncedValue(shown, SETTLED_MS);
  const [view, setView] = useState<(typeof VIEWS)[number]>("trial");
  return (
    <section className={styles["trying"]} aria-label={say("trying.title")}>
      <header className={styles["head"]}>
        <h2>{say("trying.title")}</h2>
        <Button look="quiet" aria-label={say("trying.close")} onClick={onClose}>
          <CloseIcon size={16} stroke={1.6} aria-hidden="true" />
        </Button>
      </header>
      {isStale && <p className={styles["soft"]}>{say("trying.stale")}</p>}
      <Choices
        label={say("trying.view")}
        value={view}
        onChange={setView}
        choices={VIEWS.map((one) => ({ value: one, label: say(`trying.view-${one}`) }))}
      />
      {settled === undefined ? (
        <Notice title={say("trying.unreadable")} remedy={say("trying.unreadableRemedy")} />
      ) : view === "scenarios" ? (
        <All draft={settled} />
      ) : (
        <One draft={settled} />
      )}
    </section>
  );
}

const NONE: readonly Answer[] = [];

/** The trial that is under way, or how one begins. */
function One({ draft }: { readonly draft: Shown }) {
  const { namespace, name } = placeIn(draft.document);
  const process = `${namespace}/${name}`;
  const held = useHeld(process);
  const begin = (trial: Trial | undefined) =>
    holdTrial(process, trial && { draft, trial, rest: NONE, refused: NONE });
  if (held === undefined) return <Begin draft={draft} onBegin={begin} />;
  // What means the same is the same draft, with its places of now.
  const isChanged = !isSame(held.draft.document, draft.document);
  const now: Held = isChanged ? held : { ...held, draft };
  return (
    <Playing
      held={now}
      newer={isChanged ? draft : undefined}
      onChange={(next) => holdTrial(process, next)}
    />
  );
}

/** What none of them reaches is chosen in the picture. */
function All({ draft }: { readonly draft: Shown }) {
  const editor = useEditor();
  const readOnly = useEditing((editing) => editing.readOnly);
  return (
    <Scenarios
      place={placeIn(draft.document)}
      document={draft.source.text}
      mayChange={!readOnly}
      onGo={(task) => editor.choose([task])}
    />
  );
}

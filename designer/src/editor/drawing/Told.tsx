/**
 * What was done last where one wouldn't see it, and the way back.
 *
 * Never: the way back to anything but what it says; after another change it is gone.
 */
import { useEffect, useRef } from "react";

import { Button } from "../../parts/Button";
import { CloseIcon } from "../../parts/icons";
import { say } from "../../words";
import { useEditing } from "../useEditor";
import type { Deeds } from "./deeds";
import styles from "./Drawing.module.css";
import { useStage, useStageStore } from "./stage";

const SHOWN_MS = 10_000;

export function Told({ deeds }: { readonly deeds: Deeds }) {
  const stage = useStageStore();
  const place = useRef<HTMLDivElement>(null);
  const said = useStage((one) => one.said);
  const text = useEditing(({ draft }) => draft.text);
  const isOver = said?.undoable !== undefined && said.undoable !== text;
  useEffect(() => {
    if (said === undefined) return undefined;
    const clear = () => {
      // Not from under the keyboard.
      if (isOver || !isWithin(place.current)) stage.setState({ said: undefined });
    };
    const timer = setTimeout(clear, isOver ? 0 : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [stage, said, isOver]);
  const heard = useStage((one) => one.heard);
  const shown = isOver ? undefined : said;
  return (
    <div ref={place} className={styles["told"]} data-empty={shown === undefined || undefined}>
      <p role="status">{shown?.text}</p>
      <p className="unseen" role="status">
        <span key={heard.number}>{heard.text}</span>
      </p>
      {shown?.undoable !== undefined && (
        <Button look="quiet" onClick={() => deeds.undo()}>
          {say("drawing.undo")}
        </Button>
      )}
      {shown !== undefined && (
        <button
          type="button"
          aria-label={say("drawing.dismiss")}
          onClick={() => stage.setState({ said: undefined, focusing: true })}
        >
          <CloseIcon size={16} stroke={1.8} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function isWithin(place: Element | null): boolean {
  return place?.contains(document.activeElement) === true;
}

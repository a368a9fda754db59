/**
 * The drawing, the text, or both beside each other.
 *
 * Never: an empty picture while the text can't be read; the last one stays, greyed, and says why.
 */
import { lazy, Suspense } from "react";

import { Button } from "../parts/Button";
import { Loading } from "../parts/Empty";
import { StateMark } from "../parts/StateMark";
import { say } from "../words";
import styles from "./Room.module.css";
import { Drawing } from "./slots";
import { Split } from "./Split";
import { useEditing, useEditor, useStale } from "./useEditor";
import type { RoomView } from "./views";
import { faultWords } from "./words";

const TextView = lazy(async () => ({ default: (await import("./text/TextView")).TextView }));

type Props = {
  readonly view: RoomView;
  readonly narrow: boolean;
  readonly onReady: (focus: (() => void) | undefined) => void;
  readonly onText: () => void;
};

export function BothViews({ view, narrow, onReady, onText }: Props) {
  const picture = <PictureView narrow={narrow} onText={onText} />;
  const text = (
    <Suspense fallback={<Loading label={say("page.loading")} />}>
      <TextView readOnly={narrow} onReady={onReady} />
    </Suspense>
  );
  return (
    <div className={styles["views"]}>
      <Split
        first={view === "text" ? undefined : picture}
        second={view === "picture" ? undefined : text}
      />
    </div>
  );
}

function PictureView({ narrow, onText }: Pick<Props, "narrow" | "onText">) {
  const stale = useStale();
  // It could never be read so far: there is nothing to keep.
  const blank = useEditing(({ draft }) => draft.shown === undefined);
  return (
    <div className={styles["picture"]} data-stale={stale || undefined}>
      {stale && <Unreadable onText={onText} />}
      {!blank && (
        <div className={styles["drawn"]} inert={stale}>
          <Suspense fallback={<Loading label={say("page.loading")} />}>
            <Drawing narrow={narrow} />
          </Suspense>
        </div>
      )}
    </div>
  );
}

function Unreadable({ onText }: Pick<Props, "onText">) {
  const editor = useEditor();
  const fault = useEditing(({ draft }) => draft.faults[0]);
  if (fault === undefined) return null;
  const { title, remedy } = faultWords(fault);
  const go = () => {
    editor.choose([], { from: fault.from, to: Math.max(fault.from, fault.to) });
    onText();
  };
  return (
    <div className={styles["unreadable"]} role="status">
      <StateMark state="faulted" />
      <p>
        <b>{say("editor.unreadable", { line: fault.line })}</b> <bdi>{title}</bdi>{" "}
        <bdi>{remedy}</bdi>
      </p>
      <Button onClick={go}>{say("editor.goToLine", { line: fault.line })}</Button>
    </div>
  );
}

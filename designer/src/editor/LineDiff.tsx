/**
 * How two texts differ, line by line.
 *
 * Never: told by colour alone; each line has its sign, which is read out as a word.
 */
import { useMemo } from "react";

import { lineDiff, type Part } from "../model/textDiff";
import { say } from "../words";
import styles from "./LineDiff.module.css";

type Props = {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** What lines are called that are only in one of the two. */
  readonly gone: string;
  readonly fresh: string;
};

const SIGNS = { same: " ", gone: "−", new: "+", "left-out": "⋯" } as const;

export function LineDiff({ label, before, after, gone, fresh }: Props) {
  const parts = useMemo(() => lineDiff(before, after), [before, after]);
  const words = { same: "", gone, new: fresh, "left-out": "" };
  if (before === after) return <p>{say("editor.same")}</p>;
  return (
    <div className={styles["diff"]} role="region" aria-label={label} tabIndex={0} dir="ltr">
      {parts.flatMap((part, at) =>
        linesOf(part).map((line, number) => (
          <div key={`${at} ${number}`} className={styles["line"]} data-kind={part.kind}>
            <span aria-hidden="true">{SIGNS[part.kind]}</span>
            {words[part.kind] !== "" && <span className="unseen">{words[part.kind]}: </span>}
            {part.kind === "left-out" ? <bdi>{line}</bdi> : <code>{line}</code>}
          </div>
        )),
      )}
    </div>
  );
}

function linesOf({ kind, text }: Part): readonly string[] {
  const lines = text.replace(/\n$/, "").split("\n");
  return kind === "left-out" ? [say("editor.leftOut", { count: lines.length })] : lines;
}

/**
 * An expression, written with what is at hand offered, tried on real values while it is written.
 *
 * Never: `${ }` in what is typed; it is put around it where the document needs it.
 */
import type { Diagnostic } from "@codemirror/lint";
import { useId, useMemo } from "react";

import { codeOf, mannerOf, valueOf } from "../../model/jq/enclosing";
import { say } from "../../words";
import { useEditing } from "../useEditor";
import { type Evaluation, useEvaluation, useWords } from "./asking";
import { CodeEditor } from "./CodeEditor";
import { completing } from "./complete";
import styles from "./jq.module.css";
import { LANGUAGE } from "./language";
import { Preview } from "./Preview";
import { SamplePicker } from "./SamplePicker";
import { useAtHand } from "./useAtHand";

export type ExpressionProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  /** Where it stands in the document. */
  readonly pointer: string;
  /** Only an expression can stand there, so that a new one is written without `${ }`. */
  readonly bare?: boolean;
  readonly multiline?: boolean;
};

export function ExpressionField(props: ExpressionProps) {
  const { value, onChange, label, pointer, bare = false, multiline = false } = props;
  const id = useId();
  const { place, sample, trial, scope } = useAtHand(pointer);
  const words = useWords();
  const isBare = bare || place.isLoose;
  const code = codeOf(value, isBare);
  const evaluation = useEvaluation(code, trial, `${sample.key} ${place.attribute}`);
  const error = useSaid(pointer, evaluation);
  const marks = useMemo(() => marksOf(code, evaluation), [code, evaluation]);
  const complete = useMemo(() => completing(scope, words), [scope, words]);
  const ids = idsOf(id);
  return (
    <div className={styles["field"]}>
      <span className={styles["label"]} id={ids.label}>
        <bdi>{label}</bdi>
      </span>
      <CodeEditor
        text={code}
        onChange={(text) => onChange(valueOf(text, mannerOf(value, isBare)))}
        label={label}
        labelledBy={ids.label}
        describedBy={ids.described}
        isInvalid={error !== undefined}
        isMultiline={multiline || code.includes("\n")}
        marks={marks}
        complete={complete}
        extensions={LANGUAGE}
      />
      <p className={styles["error"]} id={ids.error} role="status">
        {error !== undefined && <bdi>{error}</bdi>}
      </p>
      <div id={ids.preview} className={styles["preview"]}>
        {trial !== undefined && <Preview evaluation={evaluation} code={code} />}
      </div>
      <details className={styles["more"]}>
        <summary>{say("jq.sample.heading")}</summary>
        <SamplePicker place={place} sample={sample} />
      </details>
    </div>
  );
}

const idsOf = (id: string) => ({
  label: `${id}-label`,
  error: `${id}-error`,
  preview: `${id}-preview`,
  described: `${id}-error ${id}-preview`,
});

/** What is wrong with it: as it was read just now, else as the last check has found it. */
function useSaid(pointer: string, evaluation: Evaluation | undefined): string | undefined {
  const found = useEditing(({ found: { problems } }) =>
    problems.find((one) => one.pointer === pointer),
  );
  const fault = evaluation?.fault;
  if (fault?.kind === "syntax") return `${fault.message} ${fault.remedy}`.trim();
  return found === undefined ? undefined : `${found.message} ${found.remedy}`.trim();
}

function marksOf(code: string, evaluation: Evaluation | undefined): readonly Diagnostic[] {
  const fault = evaluation?.fault;
  if (fault === undefined || fault === null || fault.offset === null) return [];
  // The server counts characters, an editor halves of them.
  const from = Array.from(code).slice(0, fault.offset).join("").length;
  const at = Math.min(from, Math.max(0, code.length - 1));
  return [{ from: at, to: at + 1, severity: "error", message: fault.message }];
}

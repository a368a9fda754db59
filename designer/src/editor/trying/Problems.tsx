/**
 * The errors that keep a draft from being tried or published, each leading to its place.
 *
 * Never: a warning; those stop nobody.
 */
import { taskAt } from "../../model/trialPlaces";
import { placeOf } from "../../model/yaml/tree";
import { Button } from "../../parts/Button";
import { Lines } from "../../parts/Section";
import { say } from "../../words";
import { useEditing, useEditor } from "../useEditor";
import styles from "./Trying.module.css";

type Props = {
  /** Where they stand over what they lead to. */
  readonly onGo?: () => void;
};

export function Problems({ onGo }: Props) {
  const problems = useEditing(({ found }) => found.problems);
  const draft = useEditing(({ draft: { shown } }) => shown);
  const editor = useEditor();
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return null;
  return (
    <Lines label={say("trying.errors")}>
      {errors.map((error) => {
        const task = draft && taskAt(draft.graph, error.pointer);
        return (
          <li key={`${error.pointer} ${error.code} ${error.message}`}>
            <span className={styles["words"]}>
              <strong>
                <bdi>{error.message}</bdi>
              </strong>{" "}
              <bdi>{error.remedy}</bdi>
            </span>
            <Button
              aria-label={say("trying.goToLine", { line: error.line })}
              onClick={() => {
                const place = draft && placeOf(draft.source, error.pointer);
                editor.choose(task === undefined ? [] : [task], place);
                onGo?.();
              }}
            >
              {say("trying.goTo")}
            </Button>
          </li>
        );
      })}
    </Lines>
  );
}

/**
 * A process without tasks: what one begins with.
 *
 * Never: an empty plane on which one has to guess.
 */
import { useRef } from "react";

import type { Graph } from "../../model/graphTypes";
import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { say } from "../../words";
import { useEditor } from "../useEditor";
import { choicesOf } from "./choices";
import type { Deeds } from "./deeds";
import { placeAfter } from "./placing";
import styles from "./First.module.css";
import { ChoiceIcon } from "./icons";
import { useStageStore } from "./stage";
import { useFocusing } from "./useFocusing";

const FIRST: ReadonlySet<string> = new Set(["approval", "form", "notify", "set", "switch", "http"]);

type Props = { readonly graph: Graph; readonly deeds: Deeds; readonly isStale: boolean };

export function First({ graph, deeds, isStale }: Props) {
  const editor = useEditor();
  const stage = useStageStore();
  const root = useRef<HTMLDivElement>(null);
  useFocusing(root, "data-first", graph);
  const place = () => placeAfter(editor.state.getState().draft, undefined);
  if (isStale) return <p className={styles["first"]}>{say("canvas.empty")}</p>;
  return (
    <div ref={root} className={styles["first"]}>
      <AddIcon className={styles["plus"] ?? ""} stroke={1.4} aria-hidden="true" />
      <h2>{say("drawing.firstTitle")}</h2>
      <ul>
        {choicesOf([])
          .filter(({ key }) => FIRST.has(key))
          .map((choice) => (
            <li key={choice.key}>
              <button type="button" data-first="" onClick={() => deeds.insert(place(), choice)}>
                <ChoiceIcon icon={choice.icon} />
                <span>
                  <b>{choice.title}</b>
                  <small>{choice.summary}</small>
                </span>
              </button>
            </li>
          ))}
      </ul>
      <Button
        look="quiet"
        onClick={({ currentTarget }) => {
          const { left: x, bottom: y } = currentTarget.getBoundingClientRect();
          stage.setState({ palette: { at: { x, y }, place: place() } });
        }}
      >
        {say("drawing.firstMore")}
      </Button>
    </div>
  );
}

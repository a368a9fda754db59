/**
 * A process without tasks: what one begins with.
 *
 * Never: an empty plane on which one has to guess.
 */
import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { say } from "../../words";
import { useEditor } from "../useEditor";
import { choicesOf } from "./choices";
import { type Deeds, placeAfter } from "./deeds";
import styles from "./First.module.css";
import { ChoiceIcon } from "./icons";
import { useStageStore } from "./stage";

const FIRST: ReadonlySet<string> = new Set(["approval", "form", "notify", "set", "switch", "http"]);

export function First({ deeds, isStale }: { readonly deeds: Deeds; readonly isStale: boolean }) {
  const editor = useEditor();
  const stage = useStageStore();
  const place = () => placeAfter(editor.state.getState().draft, undefined);
  if (isStale) return <p className={styles["first"]}>{say("canvas.empty")}</p>;
  return (
    <div className={styles["first"]}>
      <AddIcon className={styles["plus"] ?? ""} stroke={1.4} aria-hidden="true" />
      <h3>{say("drawing.firstTitle")}</h3>
      <ul>
        {choicesOf([])
          .filter(({ key }) => FIRST.has(key))
          .map((choice) => (
            <li key={choice.key}>
              <button type="button" onClick={() => deeds.insert(place(), choice)}>
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

/**
 * A state by its sign and its word.
 *
 * Never: the word left out where there is room for it.
 */
import { say } from "../words";
import { type State, StateMark } from "./StateMark";
import styles from "./StateWord.module.css";

export function StateWord({ state }: { readonly state: State }) {
  return (
    <span className={styles["state"]} data-state={state}>
      <StateMark state={state} />
      {say(`status.${state}`)}
    </span>
  );
}

/**
 * When a decision is due, as seen from now.
 *
 * Never: red alone; what is over says so.
 */
import { useNow } from "../../parts/Time";
import { say } from "../../words";
import { toTheMinute, untilOrSince } from "../../words/times";
import styles from "./Approvals.module.css";

const TICK_MS = 15_000;

export function Due({ due }: { readonly due: string }) {
  const now = useNow(TICK_MS);
  const over = Date.parse(due) <= now;
  return (
    <time
      dateTime={due}
      title={toTheMinute(due)}
      className={styles["due"]}
      data-over={over || undefined}
    >
      {say(over ? "approvals.overdue" : "approvals.due", { when: untilOrSince(due, now) })}
    </time>
  );
}

/**
 * How long it is until then.
 *
 * Never: anything once the moment has come.
 */
import { useNow } from "../../parts/Time";
import { say } from "../../words";
import { span } from "../../words/times";
import styles from "./Now.module.css";

const TICK_MS = 1_000;

export function Remaining({ until }: { readonly until: string }) {
  const left = Date.parse(until) - useNow(TICK_MS);
  if (!(left > 0)) return null;
  return <span className={styles["soft"]}>{say("now.remaining", { span: span(left) })}</span>;
}

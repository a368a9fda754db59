/**
 * How a trial has ended, with what it gives.
 *
 * Never: an error without its words.
 */
import type { Outcome } from "../../model/trialOutcome";
import { JsonTree } from "../../parts/JsonTree";
import { Notice } from "../../parts/Notice";
import { say } from "../../words";
import styles from "./Trying.module.css";

export function Ended({ outcome: { status, output, error } }: { readonly outcome: Outcome }) {
  if (error !== null) {
    const { type, status: code, title, detail } = error;
    const said = [title, detail].filter((one) => typeof one === "string" && one !== "").join(": ");
    return (
      <Notice
        title={say("trying.faulted")}
        remedy={said}
        trace={say("trying.faultedWith", { type, status: code })}
      />
    );
  }
  if (status === "cancelled") return <p>{say("trying.cancelled")}</p>;
  return (
    <section className={styles["part"]} aria-label={say("trying.result")}>
      <h3>{say("trying.completed")}</h3>
      <JsonTree name={say("trying.result")} value={output} />
    </section>
  );
}

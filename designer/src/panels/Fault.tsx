/**
 * Why a run ended in a fault, in the standard's own fields.
 *
 * Never: a fault without the place where it happened, if the run knows it.
 */
import type { RunShown } from "../api/runs";
import { StateMark } from "../parts/StateMark";
import { say } from "../words";
import styles from "./RunPanel.module.css";

type Props = { readonly fault: NonNullable<RunShown["error"]> };

export function Fault({ fault }: Props) {
  const title = fault.title ?? say("run.error");
  return (
    <section className={styles["fault"]} aria-label={say("run.error")}>
      <StateMark state="faulted" />
      <div>
        <h3>{title}</h3>
        {fault.detail !== null && fault.detail !== undefined && <p>{fault.detail}</p>}
        <dl>
          {fault.instance !== null && fault.instance !== undefined && (
            <>
              <dt>{say("run.errorAt")}</dt>
              <dd>
                <code>{fault.instance}</code>
              </dd>
            </>
          )}
          <dt>{say("run.errorType")}</dt>
          <dd>
            <code>{fault.type}</code>
          </dd>
          <dt>{say("run.errorStatus")}</dt>
          <dd>
            <code>{fault.status}</code>
          </dd>
        </dl>
      </div>
    </section>
  );
}

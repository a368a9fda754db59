/**
 * Why a run ended in a fault: what happened, where, and what to do about it.
 *
 * Never: a fault without a remedy, or without the place where it happened if the run knows it.
 */
import { Link } from "@tanstack/react-router";

import type { RunShown } from "../../api/runs";
import { faultKindOf } from "../../model/fault";
import { nameOf, type Task } from "../../model/tasks";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import styles from "./Run.module.css";

type Props = {
  readonly fault: NonNullable<RunShown["error"]>;
  readonly tasks: readonly Task[];
};

export function Fault({ fault, tasks }: Props) {
  const kind = faultKindOf(fault.type, fault.status);
  const place = fault.instance ?? "";
  const known = tasks.some(({ pointer }) => pointer === place);
  return (
    <section className={styles["fault"]} aria-label={say("run.error")}>
      <StateMark state="faulted" />
      <div>
        <h2>{say(`fault.${kind}`)}</h2>
        {typeof fault.detail === "string" && (
          <p>
            <bdi>{fault.detail}</bdi>
          </p>
        )}
        <p className={styles["remedy"]}>{say(`remedy.${kind}`)}</p>
        {place !== "" && place !== "/" && (
          <p>
            {say("run.errorAt")}{" "}
            {known ? (
              <Link
                from="/runs/$id"
                to="/runs/$id"
                search={{ view: "picture", task: place }}
                resetScroll={false}
              >
                {nameOf(place)}
              </Link>
            ) : (
              <code>{place}</code>
            )}
          </p>
        )}
        <details>
          <summary>{say("run.errorMore")}</summary>
          <dl>
            <dt>{say("run.errorTitle")}</dt>
            <dd>{fault.title ?? ""}</dd>
            <dt>{say("run.errorType")}</dt>
            <dd>
              <code>{fault.type}</code>
            </dd>
            <dt>{say("run.errorStatus")}</dt>
            <dd>
              <code>{fault.status}</code>
            </dd>
            <dt>{say("run.errorPlace")}</dt>
            <dd>
              <code>{place}</code>
            </dd>
          </dl>
        </details>
      </div>
    </section>
  );
}

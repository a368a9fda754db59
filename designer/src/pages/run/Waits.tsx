/**
 * For what an open task waits: until when, for which run, for which event, for whom.
 *
 * Never: a name that the run or the approval has not said.
 */
import { Link } from "@tanstack/react-router";

import { useMay } from "../../api/access";
import { useApproval } from "../../api/approvals";
import type { Json } from "../../model/json";
import type { Task } from "../../model/tasks";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import { exactly } from "../../words/times";
import { DueOf } from "./DueOf";
import { Remaining } from "./Remaining";
import styles from "./Visit.module.css";

export function Waits({ task }: { readonly task: Task }) {
  if (task.state !== "waiting") return null;
  const { until, types, run, approval, asked } = task.details;
  return (
    <div className={styles["waits"]}>
      {typeof until === "string" && (
        <p>
          {say("now.waitsUntil", { time: exactly(until) })} <Remaining until={until} />
        </p>
      )}
      {Array.isArray(types) && <p>{awaited(types)}</p>}
      {run !== undefined && <p>{say("task.waitsForRun")}</p>}
      {typeof approval === "string" && Array.isArray(asked) && (
        <People approval={approval} asked={asked.map(String)} />
      )}
    </div>
  );
}

function awaited(types: readonly Json[]): string {
  if (types.length === 0) return say("task.listensAny");
  return say("task.listens", { types: types.map(String).join(", ") });
}

type PeopleProps = { readonly approval: string; readonly asked: readonly string[] };

/** Who may see approvals sees how this one stands; others whom the run has asked. */
function People({ approval, asked }: PeopleProps) {
  const mayRead = useMay()("approvals:read");
  return (
    <>
      {mayRead ? <Standing approval={approval} asked={asked} /> : <Names names={asked} />}
      <p>
        <Link to="/approvals/$id" params={{ id: approval }}>
          {say("now.toApproval")}
        </Link>
      </p>
    </>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <>
      <h3>{say("waits.people")}</h3>
      <ul className={styles["people"]}>
        {names.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function Standing({ approval, asked }: PeopleProps) {
  const { data } = useApproval(approval);
  if (data === undefined) return <Names names={asked} />;
  const { number, of, title } = data.stage;
  return (
    <>
      <h3>{say("waits.people")}</h3>
      <ul className={styles["people"]}>
        {data.asked.map(({ id, name, state, at }) => (
          <li key={id}>
            <bdi>{name}</bdi>{" "}
            <span className={styles["soft"]}>
              {state === "open" ? say("waits.asked") : say("waits.answered")}{" "}
              <Moment moment={new Date(at).toISOString()} />
            </span>
          </li>
        ))}
      </ul>
      {of > 1 && (
        <p>
          {say("waits.stage", { number, of })} <bdi>{title}</bdi>
        </p>
      )}
      {data.due !== null && <DueOf due={data.due} />}
    </>
  );
}

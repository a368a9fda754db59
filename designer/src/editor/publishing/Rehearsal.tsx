/**
 * A version tried on the last runs: how many end as they did, and how the others differ.
 *
 * Never: begun by itself; a thousand runs are compared when somebody wants it.
 */
import { Link } from "@tanstack/react-router";

import { type Rehearsal as Rehearsed, useRehearsal } from "../../api/processes";
import { textOf } from "../../model/json";
import type { Json } from "../../model/json";
import { nameOf } from "../../model/tasks";
import { Button } from "../../parts/Button";
import { Empty, Loading } from "../../parts/Empty";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Rehearsal.module.css";

type Difference = Rehearsed["differences"][number];
type Remark = Rehearsed["remarks"][number];
type Props = { readonly namespace: string; readonly name: string; readonly version: string };

const REASONS = ["open", "tooLong", "retried", "unreadable", "unfinished", "notReached"] as const;

export function Rehearsal({ namespace, name, version }: Props) {
  const { data, isPending, isError, error, mutate } = useRehearsal(namespace, name, version);
  return (
    <section className={styles["rehearsal"]} aria-label={say("process.rehearsal")}>
      <p className={styles["lead"]}>{say("rehearsal.lead", { version })}</p>
      <div>
        <Button look="main" busy={isPending} onClick={() => mutate()}>
          {say(data === undefined ? "rehearsal.go" : "rehearsal.again")}
        </Button>
      </div>
      {isError && <Trouble error={error} done />}
      {isPending && <Loading label={say("rehearsal.comparing")} />}
      {data !== undefined && <Result found={data} />}
    </section>
  );
}

function Result({ found }: { readonly found: Rehearsed }) {
  const { alike, compared, same, differences, moreDifferences, remarks } = found;
  return (
    <>
      {compared === 0 ? (
        <Empty title={say("rehearsal.none")}>
          <p>{say("rehearsal.noneMore")}</p>
        </Empty>
      ) : (
        <p className={styles["sum"]} role="status">
          {say(alike ? "rehearsal.alike" : "rehearsal.some", { count: compared, same })}
        </p>
      )}
      {differences.length > 0 && (
        <Groups title={say("rehearsal.differences")} groups={differences} />
      )}
      {moreDifferences > 0 && <p>{say("rehearsal.more", { count: moreDifferences })}</p>}
      {remarks.length > 0 && <Groups title={say("rehearsal.remarks")} groups={remarks} />}
      <LeftOut found={found} />
    </>
  );
}

type GroupsProps = { readonly title: string; readonly groups: readonly (Difference | Remark)[] };

function Groups({ title, groups }: GroupsProps) {
  return (
    <section aria-label={title} className={styles["groups"]}>
      <h2>{title}</h2>
      <ul>
        {groups.map((group, place) => (
          <li key={place}>
            <Group group={group} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Group({ group }: { readonly group: Difference | Remark }) {
  const { kind, task, line, count, runs } = group;
  return (
    <>
      <h3>
        {task === "" ? say("rehearsal.whole") : <bdi>{nameOf(task)}</bdi>}
        {task !== "" && line !== null && <small>{say("rehearsal.line", { line })}</small>}
        <Tag>{say("rehearsal.runs", { count })}</Tag>
      </h3>
      <p>{say(`rehearsal.${kind}`)}</p>
      {"error" in group && group.error !== null && (
        <p className={styles["soft"]}>
          {say("rehearsal.error", { type: group.error.type, status: group.error.status })}
        </p>
      )}
      {"example" in group && group.example !== null && <Ends example={group.example} />}
      <p className={styles["runs"]}>
        <span>{say("rehearsal.examples")}</span>
        {runs.map((id) => (
          <Link key={id} to="/runs/$id" params={{ id }} dir="ltr">
            {id}
          </Link>
        ))}
      </p>
    </>
  );
}

/** Of one run of the group, how it ended and how it would. */
function Ends({ example }: { readonly example: NonNullable<Difference["example"]> }) {
  const ends = [
    { label: say("compare.was"), end: example.before },
    { label: say("compare.now"), end: example.after },
  ];
  return (
    <dl className={styles["ends"]}>
      {ends.map(({ label, end }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {end === null ? (
              <em>{say("rehearsal.notKnown")}</em>
            ) : (
              <code dir="ltr">{textOf((end.error ?? end.output) as Json)}</code>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function LeftOut({ found: { leftOut } }: { readonly found: Rehearsed }) {
  const reasons = REASONS.filter((reason) => leftOut[reason] > 0);
  if (reasons.length === 0) return null;
  return (
    <section aria-label={say("rehearsal.leftOut")} className={styles["soft"]}>
      <h2>{say("rehearsal.leftOut")}</h2>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{say(`rehearsal.${reason}`, { count: leftOut[reason] })}</li>
        ))}
      </ul>
    </section>
  );
}

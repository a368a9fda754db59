/**
 * The raw facts of a run, for who wants to know exactly.
 *
 * Never: put in other words; they are shown as they are kept.
 */
import { useState } from "react";

import { type RunShown, useFacts } from "../../api/runs";
import type { Json } from "../../model/json";
import { Empty } from "../../parts/Empty";
import { JsonTree } from "../../parts/JsonTree";
import { NotYet } from "../../parts/NotYet";
import { ShowMore } from "../../parts/ShowMore";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Run.module.css";

type Fact = {
  readonly sequence: number;
  readonly execution: number;
  readonly kind: string;
  readonly at: string;
  readonly body: unknown;
};

export function Facts({ run }: { readonly run: RunShown }) {
  const facts = useFacts(run.id, run.status);
  const all = facts.data?.pages.flatMap(({ items }) => items);
  if (all === undefined) return <NotYet error={facts.error} />;
  return (
    <section className={styles["facts"]} aria-label={say("run.facts")}>
      <p className={styles["hint"]}>{say("facts.hint")}</p>
      {all.length === 0 && <Empty title={say("facts.none")} />}
      <ol>
        {all.map((fact) => (
          <li key={fact.sequence}>
            <Entry fact={fact} />
          </li>
        ))}
      </ol>
      <ShowMore of={facts} />
    </section>
  );
}

function Entry({ fact }: { readonly fact: Fact }) {
  // What is folded away is not drawn: a run may have thousands of facts.
  const [open, setOpen] = useState(false);
  return (
    <details className={styles["fact"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={styles["number"]}>{fact.sequence}</span>
        <code>{fact.kind}</code>
        <Moment moment={fact.at} />
      </summary>
      {open && <JsonTree name={fact.kind} value={fact.body as Json} />}
    </details>
  );
}

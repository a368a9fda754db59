/**
 * The raw facts of a run, for who wants to know exactly.
 *
 * Never: put in other words; they are shown as they are kept.
 */
import { useState } from "react";

import { type RunShown, useFacts } from "../../api/runs";
import type { Json } from "../../model/json";
import { Button } from "../../parts/Button";
import { Empty, Loading } from "../../parts/Empty";
import { JsonTree } from "../../parts/JsonTree";
import { Moment } from "../../parts/Time";
import { Trouble } from "../../parts/Trouble";
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
  if (all === undefined)
    return facts.isError ? (
      <Trouble error={facts.error} />
    ) : (
      <Loading label={say("page.loading")} />
    );
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
      {facts.hasNextPage && (
        <Button
          look="quiet"
          busy={facts.isFetchingNextPage}
          onClick={() => void facts.fetchNextPage()}
        >
          {say("list.more")}
        </Button>
      )}
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

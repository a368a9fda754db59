/**
 * What people have done about a run: who, when, what, why, and what came of it.
 *
 * Never: a refused one left out; that somebody tried is worth knowing too.
 */
import { type Deed, useAudit } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import type { Json } from "../../model/json";
import { Empty } from "../../parts/Empty";
import { JsonTree } from "../../parts/JsonTree";
import { NotYet } from "../../parts/NotYet";
import { ShowMore } from "../../parts/ShowMore";
import { Tag } from "../../parts/Tag";
import { Moment } from "../../parts/Time";
import { say, sayOr } from "../../words";
import styles from "./Deeds.module.css";

export function Deeds({ run }: { readonly run: RunShown }) {
  const audit = useAudit(run.id, run.status);
  const deeds = audit.data?.pages.flatMap(({ items }) => items);
  if (deeds === undefined) return <NotYet error={audit.error} />;
  if (deeds.length === 0)
    return (
      <Empty title={say("deed.none")}>
        <p>{say("deed.noneMore")}</p>
      </Empty>
    );
  return (
    <section className={styles["deeds"]} aria-label={say("run.actions")}>
      <p className={styles["hint"]}>{say("deed.hint")}</p>
      <ol>
        {deeds.map((deed) => (
          <li key={deed.id}>
            <Entry deed={deed} />
          </li>
        ))}
      </ol>
      <ShowMore of={audit} />
    </section>
  );
}

function Entry({ deed }: { readonly deed: Deed }) {
  const { at, actorName, action, reason, outcome, details } = deed;
  const what = sayOr("deeds", action.replace(/^run\./, ""));
  return (
    <article className={styles["deed"]}>
      <h2>{what}</h2>
      <Tag>{say(`deed.${outcome}`)}</Tag>
      <p className={styles["who"]}>
        <bdi>{actorName ?? say("deed.somebody")}</bdi> <Moment moment={at} />
      </p>
      <p className={styles["why"]}>
        {reason === null || reason === "" ? (
          <span className={styles["hint"]}>{say("deed.noReason")}</span>
        ) : (
          <bdi>{reason}</bdi>
        )}
      </p>
      {Object.keys(details).length > 0 && (
        <details>
          <summary>{say("deed.details")}</summary>
          <JsonTree name={say("deed.details")} value={details as Json} />
        </details>
      )}
    </article>
  );
}

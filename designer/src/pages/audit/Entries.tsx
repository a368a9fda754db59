/**
 * Lines of the audit trail, each of which opens to what was before and after, and from where.
 *
 * Never: a refused one left out; that somebody tried is worth knowing too.
 */
import { Link } from "@tanstack/react-router";

import { type AuditEntry, useAuditTrail } from "../../api/audit";
import type { AuditFilter } from "../../model/auditFilter";
import type { Json } from "../../model/json";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { JsonTree } from "../../parts/JsonTree";
import { NotYet } from "../../parts/NotYet";
import { ShowMore } from "../../parts/ShowMore";
import { Tag } from "../../parts/Tag";
import { Moment } from "../../parts/Time";
import { say, sayOr, type Word } from "../../words";
import styles from "./Audit.module.css";

type Props = { readonly filter: AuditFilter; readonly onClear: (() => void) | undefined };

export function Entries({ filter, onClear }: Props) {
  const trail = useAuditTrail(filter);
  const entries = trail.data?.pages.flatMap(({ items }) => items);
  if (entries === undefined) return <NotYet error={trail.error} />;
  if (entries.length === 0)
    return onClear === undefined ? (
      <Empty title={say("audit.empty")} />
    ) : (
      <Empty title={say("audit.notFound")}>
        <Button onClick={onClear}>{say("list.clear")}</Button>
      </Empty>
    );
  return (
    <section className={styles["trail"]} aria-label={say("audit.title")}>
      <ol aria-busy={trail.isPlaceholderData}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      <ShowMore of={trail} />
    </section>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  return (
    <details className={styles["entry"]}>
      <summary>
        <span className={styles["what"]}>{sayOr("auditActions", entry.action)}</span>
        <Tag>{say(`deed.${entry.outcome}`)}</Tag>
        <span className={styles["subject"]}>
          <bdi>{entry.subject}</bdi>
        </span>
        <span className={styles["who"]}>
          <bdi>{nameOf(entry)}</bdi>
        </span>
        <span className={styles["when"]}>
          <Moment moment={entry.at} />
        </span>
      </summary>
      <Opened entry={entry} />
    </details>
  );
}

function nameOf({ actor, actorName }: AuditEntry): string {
  if (actor === "nobody") return say("audit.nobody");
  return actorName ?? say("deed.somebody");
}

function Opened({ entry }: { readonly entry: AuditEntry }) {
  const { before, after, ...others } = entry.details as Record<string, Json>;
  const run = entry.subject.startsWith("run:") ? entry.subject.slice("run:".length) : undefined;
  return (
    <div className={styles["opened"]}>
      {entry.erased && <p className={styles["hint"]}>{say("audit.erased")}</p>}
      <dl>
        <Fact word="audit.reason" value={entry.reason} />
        <Fact word="audit.address" value={entry.address} />
        <Fact word="audit.key" value={entry.key} />
        <Fact word="audit.request" value={entry.request} />
      </dl>
      <div className={styles["values"]}>
        <Value word="audit.before" value={before} />
        <Value word="audit.after" value={after} />
        {Object.keys(others).length > 0 && <Value word="audit.details" value={others} />}
      </div>
      {run !== undefined && (
        <Link to="/runs/$id" params={{ id: run }}>
          {say("audit.open")}
        </Link>
      )}
    </div>
  );
}

function Fact({ word, value }: { readonly word: Word; readonly value: string | null }) {
  if (value === null || value === "") return null;
  return (
    <div>
      <dt>{say(word)}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}

function Value({ word, value }: { readonly word: Word; readonly value: Json | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <h2>{say(word)}</h2>
      <JsonTree name={say(word)} value={value} />
    </div>
  );
}

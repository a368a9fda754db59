/**
 * Which process sent it to whom on which day, and which definitions name it.
 *
 * Never: only by colour or place; each column has its head.
 */
import { Link } from "@tanstack/react-router";

import { useSecretUses, type SecretUse } from "../../api/secrets";
import { NotYet } from "../../parts/NotYet";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Secrets.module.css";

export function Uses({ name }: { readonly name: string }) {
  const uses = useSecretUses(name);
  if (uses.data === undefined) return <NotYet error={uses.error} />;
  const { items, definitions } = uses.data;
  return (
    <>
      <section className={styles["part"]}>
        <h2>{say("secrets.uses")}</h2>
        {items.length === 0 ? (
          <p className={styles["soft"]}>{say("secrets.unused")}</p>
        ) : (
          <Table items={items} />
        )}
      </section>
      {definitions.length > 0 && (
        <section className={styles["part"]}>
          <h2>{say("secrets.namedBy")}</h2>
          <ul className={styles["lines"]}>
            {definitions.map((one) => (
              <li key={`${one.namespace}/${one.name}/${one.version}`}>
                <Link
                  to="/processes/$namespace/$name"
                  params={{ namespace: one.namespace, name: one.name }}
                  search={{ version: one.version }}
                >
                  <bdi>{`${one.namespace}/${one.name} ${one.version}`}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Table({ items }: { readonly items: readonly SecretUse[] }) {
  return (
    // Wider than a phone; it is moved by the keys too.
    <div className={styles["wide"]} tabIndex={0} role="region" aria-label={say("secrets.uses")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("secrets.process")}</th>
            <th scope="col">{say("secrets.receiver")}</th>
            <th scope="col">{say("secrets.times")}</th>
            <th scope="col">{say("secrets.last")}</th>
            <th scope="col">{say("secrets.lastRun")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((use) => (
            <tr key={`${use.day} ${use.process} ${use.receiver}`}>
              <td>
                <bdi>{use.process}</bdi>
              </td>
              <td>
                <code dir="ltr">{use.receiver}</code>
              </td>
              <td>{use.times}</td>
              <td>
                <Moment moment={use.lastAt} />
              </td>
              <td>
                {use.lastRun === null ? (
                  say("secrets.atPublishing")
                ) : (
                  <Link to="/runs/$id" params={{ id: use.lastRun }}>
                    {say("secrets.openRun")}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

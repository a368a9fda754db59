/**
 * What one person may, or may not, other than their roles say; and where to ask why.
 *
 * Never: one that is over taken for one that holds.
 */
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { type Exception, useEndException, useExceptions } from "../../api/access";
import { Button } from "../../parts/Button";
import { Lines, Section } from "../../parts/Section";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { say, sayOr } from "../../words";
import { toTheMinute } from "../../words/times";
import { Question } from "../run/Question";
import { MakeException } from "./MakeException";
import styles from "./People.module.css";

const EVERYWHERE = "*/*";

type Props = { readonly id: string; readonly mayMake: boolean };

export function Exceptions({ id, mayMake }: Props) {
  const found = useExceptions(id);
  const [asks, setAsks] = useState(false);
  const items = found.data?.items;
  return (
    <Section title={say("exceptions.title")} more={say("exceptions.more")}>
      {found.isError && <Trouble error={found.error} />}
      {items?.length === 0 && <p className={styles["soft"]}>{say("exceptions.none")}</p>}
      {items !== undefined && items.length > 0 && (
        <Lines label={say("exceptions.title")}>
          {items.map((one) => (
            <li key={one.id}>
              <Shown exception={one} />
              {mayMake && !one.over && <End person={id} exception={one} />}
            </li>
          ))}
        </Lines>
      )}
      <div className={styles["buttons"]}>
        {mayMake && <Button onClick={() => setAsks(true)}>{say("exceptions.make")}</Button>}
        <Link to="/roles" search={{ view: "why", person: id }}>
          {say("exceptions.why")}
        </Link>
      </div>
      {asks && <MakeException id={id} onClose={() => setAsks(false)} />}
    </Section>
  );
}

function Shown({ exception }: { readonly exception: Exception }) {
  const { permission, process, allowed, reason, until, over } = exception;
  return (
    <div>
      <p>
        <strong>{say(allowed ? "exceptions.may" : "exceptions.mayNot")}</strong>{" "}
        {titleOf(permission)} {over && <Tag>{say("exceptions.over")}</Tag>}
      </p>
      <p className={styles["soft"]}>
        {process === EVERYWHERE ? say("why.anywhere") : <bdi>{process}</bdi>}
        {" · "}
        {say("exceptions.until", { moment: toTheMinute(until) })}
      </p>
      <p className={styles["soft"]}>
        <bdi>{reason}</bdi>
      </p>
    </div>
  );
}

function titleOf(permission: string): string {
  return sayOr("permissions", permission);
}

type EndProps = { readonly person: string; readonly exception: Exception };

function End({ person, exception: { id, permission } }: EndProps) {
  const [asks, setAsks] = useState(false);
  const given = useEndException(person);
  const close = () => setAsks(false);
  const name = titleOf(permission);
  return (
    <>
      <Button
        look="quiet"
        aria-label={say("exceptions.endLabel", { name })}
        onClick={() => setAsks(true)}
      >
        {say("exceptions.end")}
      </Button>
      {asks && (
        <Question
          title={say("exceptions.endTitle")}
          submit={say("exceptions.end")}
          given={{ ...given, data: undefined }}
          onSubmit={() => given.mutate(id, { onSuccess: close })}
          onClose={close}
        >
          <p>{say("exceptions.endMore", { name })}</p>
        </Question>
      )}
    </>
  );
}

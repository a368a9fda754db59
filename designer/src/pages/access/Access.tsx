/**
 * Who has been granted what for a process, or for all of a namespace, and whether it is for those
 * alone.
 *
 * Never: what somebody has changed overwritten by what is read anew, or lost without a question.
 */
import { useState } from "react";

import { type Access as Shown, type Right, useAccess } from "../../api/access";
import type { Draft } from "../../model/access";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { Editor } from "./Editor";
import styles from "./Access.module.css";
import { Grants } from "./Grants";
import { Restricted } from "./Restricted";

type Props = {
  readonly namespace: string;
  /** `*`: all of the namespace. */
  readonly name: string;
};

export function Access({ namespace, name }: Props) {
  const { data, error } = useAccess(namespace, name);
  const [isSaved, setSaved] = useState(false);
  if (data === undefined) return <NotYet error={error} />;
  const whole = name === "*";
  return (
    <section className={styles["access"]} aria-label={say("process.access")}>
      <p className={styles["hint"]}>
        {whole ? say("access.hintNamespace", { namespace }) : say("access.hint")}
      </p>
      {data.mayChange ? (
        <Editor
          namespace={namespace}
          name={name}
          kept={draftOf(data)}
          onChanged={() => setSaved(false)}
          onSaved={() => setSaved(true)}
        />
      ) : (
        <ReadOnly kept={draftOf(data)} />
      )}
      <p role="status">{isSaved && say("access.saved")}</p>
    </section>
  );
}

function ReadOnly({ kept }: { readonly kept: Draft<Right> }) {
  return (
    <>
      <p>{say("access.readOnly")}</p>
      <Restricted draft={kept} />
      <Grants draft={kept} />
    </>
  );
}

function draftOf({ restricted, grants }: Shown): Draft<Right> {
  return {
    restricted,
    // A right of a release to come is not known here, and not in the API's list of what it takes.
    grants: grants.map(({ subject, name, rights }) => ({
      subject: { kind: subject.kind, id: subject.id },
      name,
      rights: rights as Right[],
    })),
  };
}

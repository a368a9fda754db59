/**
 * Who saved which version, and when; each can be looked at and brought back.
 *
 * Never: a version changed by bringing it back.
 */
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { type TemplateVersion, useRestoreTemplate, useTemplateVersions } from "../../api/templates";
import { Button } from "../../parts/Button";
import { NotYet } from "../../parts/NotYet";
import { Lines, Section } from "../../parts/Section";
import { Tag } from "../../parts/Tag";
import { Moment } from "../../parts/Time";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { Question } from "../run/Question";
import styles from "./Templates.module.css";

type Props = {
  readonly name: string;
  readonly current: number;
  readonly shown: number;
  readonly mayWrite: boolean;
};

export function Versions({ name, current, shown, mayWrite }: Props) {
  const versions = useTemplateVersions(name);
  const [asking, ask] = useState<number>();
  useFocusBack(asking !== undefined);
  return (
    <Section title={say("templates.versions")}>
      {versions.data === undefined && <NotYet error={versions.error} />}
      <Lines>
        {versions.data?.map((one) => (
          <li key={one.version}>
            <Line version={one} current={current} />
            <span className={styles["deeds"]}>
              {one.version !== shown && <Look name={name} version={one.version} />}
              {mayWrite && one.version !== current && (
                <Button
                  look="quiet"
                  aria-label={say("templates.restoreTitle", { version: String(one.version) })}
                  onClick={() => ask(one.version)}
                >
                  {say("templates.restore")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </Lines>
      {asking !== undefined && (
        <Restore name={name} version={asking} base={current} onClose={() => ask(undefined)} />
      )}
    </Section>
  );
}

function Look({ name, version }: { readonly name: string; readonly version: number }) {
  return (
    <Link
      to="/templates/$name"
      params={{ name }}
      search={{ version }}
      aria-label={say("templates.lookAt", { version: String(version) })}
    >
      {say("templates.look")}
    </Link>
  );
}

type LineProps = { readonly version: TemplateVersion; readonly current: number };

function Line({ version: one, current }: LineProps) {
  const { version, savedAt, savedByName, restored, note } = one;
  return (
    <div className={styles["line"]}>
      <span>{say("templates.version", { version: String(version) })}</span>
      {version === current && <Tag>{say("templates.current")}</Tag>}
      {restored !== null && <span>{say("templates.restored", { version: String(restored) })}</span>}
      <bdi className={styles["soft"]}>{savedByName ?? say("templates.somebody")}</bdi>
      <span className={styles["soft"]}>
        <Moment moment={savedAt} />
      </span>
      {note !== null && <bdi>{note}</bdi>}
    </div>
  );
}

type RestoreProps = {
  readonly name: string;
  readonly version: number;
  readonly base: number;
  readonly onClose: () => void;
};

function Restore({ name, version, base, onClose }: RestoreProps) {
  const given = useRestoreTemplate(name);
  return (
    <Question
      title={say("templates.restoreTitle", { version: String(version) })}
      submit={say("templates.restore")}
      given={given}
      onSubmit={() => given.mutate({ version, base }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("templates.restoreMore")}</p>
    </Question>
  );
}

/**
 * Who wrote the last values, and when; an earlier one can be brought back.
 *
 * Never: a value.
 */
import { useState } from "react";

import {
  type Secret,
  type SecretVersion,
  useRollBackSecret,
  useSecretVersions,
} from "../../api/secrets";
import { Button } from "../../parts/Button";
import { NotYet } from "../../parts/NotYet";
import { Tag } from "../../parts/Tag";
import { Moment } from "../../parts/Time";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { Question } from "../run/Question";
import { useMe } from "../useMe";
import styles from "./Secrets.module.css";

export function Versions({ secret: { name, version: newest } }: { readonly secret: Secret }) {
  const versions = useSecretVersions(name);
  const mayWrite = useMe().permissions.includes("secrets:write");
  const [asking, ask] = useState<number>();
  useFocusBack(asking !== undefined);
  return (
    <section className={styles["part"]}>
      <h2>{say("secrets.versions")}</h2>
      {versions.data === undefined && <NotYet error={versions.error} />}
      <ol className={styles["lines"]}>
        {versions.data?.map((one) => (
          <li key={one.version}>
            <Line version={one} newest={newest} />
            {mayWrite && one.version !== newest && (
              <Button
                look="quiet"
                aria-label={say("secrets.rollBackTo", { version: String(one.version) })}
                onClick={() => ask(one.version)}
              >
                {say("secrets.rollBack")}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {asking !== undefined && (
        <RollBack name={name} version={asking} onClose={() => ask(undefined)} />
      )}
    </section>
  );
}

type LineProps = { readonly version: SecretVersion; readonly newest: number };

function Line({ version: { version, writtenAt, writtenByName, restored }, newest }: LineProps) {
  return (
    <p className={styles["line"]}>
      <span>{say("secrets.version", { version: String(version) })}</span>
      {version === newest && <Tag>{say("secrets.newest")}</Tag>}
      {restored !== null && (
        <span className={styles["soft"]}>
          {say("secrets.restored", { version: String(restored) })}
        </span>
      )}
      <bdi className={styles["soft"]}>{writtenByName ?? say("secrets.somebody")}</bdi>
      <span className={styles["soft"]}>
        <Moment moment={writtenAt} />
      </span>
    </p>
  );
}

type RollBackProps = {
  readonly name: string;
  readonly version: number;
  readonly onClose: () => void;
};

function RollBack({ name, version, onClose }: RollBackProps) {
  const given = useRollBackSecret(name);
  return (
    <Question
      title={say("secrets.rollBackTo", { version: String(version) })}
      submit={say("secrets.rollBack")}
      given={given}
      onSubmit={() => given.mutate(version, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("secrets.rollBackMore")}</p>
    </Question>
  );
}

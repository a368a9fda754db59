/**
 * All secrets: whom each is for, and who last wrote it.
 *
 * Never: a value; nobody reads one here.
 */
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { type Secret, useSecrets } from "../../api/secrets";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Row, RowMore, RowTitle } from "../../parts/Row";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { useMe } from "../useMe";
import { Patterns } from "./Patterns";
import styles from "./Secrets.module.css";
import { WriteSecret } from "./WriteSecret";

export function Secrets() {
  const mayWrite = useMe().permissions.includes("secrets:write");
  const [isWriting, write] = useState(false);
  useFocusBack(isWriting);
  const add = mayWrite && (
    <Button look="main" onClick={() => write(true)}>
      <AddIcon size={16} stroke={1.7} aria-hidden="true" />
      {say("secrets.new")}
    </Button>
  );
  return (
    <Page title={say("secrets.title")} actions={add}>
      <p className={styles["hint"]}>{say("secrets.hint")}</p>
      <Results />
      {isWriting && <WriteSecret onClose={() => write(false)} />}
    </Page>
  );
}

function Results() {
  const secrets = useSecrets();
  if (secrets.data === undefined) return <NotYet error={secrets.error} />;
  if (secrets.data.length === 0)
    return (
      <Empty title={say("secrets.empty")}>
        <p>{say("secrets.emptyMore")}</p>
      </Empty>
    );
  return (
    <ListOf label={say("secrets.title")} items={secrets.data} keyOf={({ name }) => name}>
      {(secret) => <Entry secret={secret} />}
    </ListOf>
  );
}

function Entry({ secret }: { readonly secret: Secret }) {
  const { name, version, processes, hosts, updatedAt, updatedByName } = secret;
  const isForNobody = processes.length === 0 || hosts.length === 0;
  return (
    <Row>
      <RowTitle>
        <Link data-row to="/secrets/$name" params={{ name }}>
          <bdi>{name}</bdi>
        </Link>
        {isForNobody && <Tag>{say("secrets.unbound")}</Tag>}
      </RowTitle>
      <RowMore>
        <span>{say("secrets.version", { version: String(version) })}</span>
        <bdi>{updatedByName ?? say("secrets.somebody")}</bdi>
        <Ago moment={updatedAt} />
      </RowMore>
      {!isForNobody && (
        <p className={styles["bound"]}>
          <Patterns patterns={processes} />
          <span aria-hidden="true">→</span>
          <span className="unseen">{say("secrets.to")}</span>
          <Patterns patterns={hosts} />
        </p>
      )}
    </Row>
  );
}

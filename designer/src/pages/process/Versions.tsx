/**
 * The versions of a process, the newest first.
 *
 * Never: a version without who made it and when.
 */
import { Link } from "@tanstack/react-router";

import type { ProcessShown, Version } from "../../api/processes";
import { ListOf } from "../../parts/ListOf";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Process.module.css";

type Props = { readonly process: ProcessShown; readonly current: string };

export function Versions({ process, current }: Props) {
  return (
    <ListOf
      label={say("process.versions")}
      items={process.versions}
      keyOf={({ version }) => version}
    >
      {(version) => <Entry version={version} current={version.version === current} />}
    </ListOf>
  );
}

function Entry({ version, current }: { readonly version: Version; readonly current: boolean }) {
  const { namespace, name, state, createdByName, createdAt, publishedAt } = version;
  return (
    <div className={styles["version"]}>
      <Link
        data-row
        to="/processes/$namespace/$name"
        params={{ namespace, name }}
        search={{ version: version.version, view: "picture" }}
        aria-current={current || undefined}
        dir="ltr"
      >
        {version.version}
      </Link>
      <Tag>{say(`processes.${state}`)}</Tag>
      <p className={styles["made"]}>
        {say(publishedAt === null ? "process.savedBy" : "process.publishedBy", {
          name: createdByName ?? say("process.somebody"),
        })}
      </p>
      <Ago moment={publishedAt ?? createdAt} />
    </div>
  );
}

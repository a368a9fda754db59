/**
 * The versions of a process, the newest first, and how two of them differ.
 *
 * Never: a version without who made it and when.
 */
import { Link } from "@tanstack/react-router";

import type { ProcessShown, Version } from "../../api/processes";
import { ListOf } from "../../parts/ListOf";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import { Compare } from "./Compare";
import styles from "./Process.module.css";

type Props = { readonly process: ProcessShown; readonly current: string };

export function Versions({ process, current }: Props) {
  return (
    <>
      <ListOf
        label={say("process.versions")}
        items={process.versions}
        keyOf={({ version }) => version}
      >
        {(version) => <Entry version={version} current={version.version === current} />}
      </ListOf>
      <Compare process={process} />
    </>
  );
}

function Entry({ version, current }: { readonly version: Version; readonly current: boolean }) {
  const { namespace, name, state } = version;
  const { word, who, when } = latestOf(version);
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
      <p className={styles["made"]}>{say(word, { name: who ?? say("process.somebody") })}</p>
      <Ago moment={when ?? version.savedAt} />
    </div>
  );
}

/** What brought it into the state that it is in. */
function latestOf(version: Version) {
  switch (version.state) {
    case "draft":
      return { word: "process.savedBy", who: version.savedByName, when: version.savedAt } as const;
    case "published": {
      const { publishedByName: who, publishedAt: when } = version;
      return { word: "process.publishedBy", who, when } as const;
    }
    case "deprecated": {
      const { deprecatedByName: who, deprecatedAt: when } = version;
      return { word: "process.deprecatedBy", who, when } as const;
    }
    case "archived": {
      const { archivedByName: who, archivedAt: when } = version;
      return { word: "process.archivedBy", who, when } as const;
    }
  }
}

/**
 * The versions of a process, the newest first, and how two of them differ.
 *
 * Never: a version without who made it and when.
 */
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { useMay } from "../../api/access";
import type { ProcessShown, Version } from "../../api/processes";
import { RollBack } from "../../editor/publishing/RollBack";
import { Uses } from "../../editor/publishing/Uses";
import { highestOf, nextOf } from "../../model/versions";
import { Button } from "../../parts/Button";
import { ListOf } from "../../parts/ListOf";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import { Compare } from "./Compare";
import styles from "./Process.module.css";

type Props = { readonly process: ProcessShown; readonly current: string };

/** As it was asked for: once its text is saved under the next number, another one would be next. */
type Back = { readonly version: string; readonly newest: string; readonly next: string };

/** What can be made the newest again. */
const OPENED: ReadonlySet<string> = new Set(["published", "deprecated"]);

export function Versions({ process, current }: Props) {
  const { namespace, name, versions } = process;
  const mayPublish = useMay(`${namespace}/${name}`)("definitions:publish");
  const [back, setBack] = useState<Back>();
  const newest = highestOf(
    versions.filter(({ state }) => state === "published").map(({ version }) => version),
  );
  const highest = highestOf(versions.map(({ version }) => version));
  const goBack = (version: string) => {
    if (newest === undefined || highest === undefined) return;
    setBack({ version, newest, next: nextOf(highest, "patch") });
  };
  return (
    <>
      <ListOf
        label={say("process.versions")}
        items={process.versions}
        keyOf={({ version }) => version}
      >
        {(version) => (
          <Entry
            version={version}
            current={version.version === current}
            onBack={
              mayPublish && version.version !== newest && OPENED.has(version.state)
                ? () => goBack(version.version)
                : undefined
            }
          />
        )}
      </ListOf>
      {back !== undefined && (
        <RollBack place={{ namespace, name }} {...back} onClose={() => setBack(undefined)} />
      )}
      <Compare process={process} />
      <Uses namespace={namespace} name={name} />
    </>
  );
}

type EntryProps = {
  readonly version: Version;
  readonly current: boolean;
  readonly onBack: (() => void) | undefined;
};

function Entry({ version, current, onBack }: EntryProps) {
  const { namespace, name, state, notes } = version;
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
      {(notes ?? "") !== "" && (
        <p className={styles["notes"]}>
          <bdi>{notes}</bdi>
        </p>
      )}
      {onBack !== undefined && (
        <div className={styles["back"]}>
          <Button look="quiet" onClick={onBack}>
            {say("publishing.back", { version: version.version })}
          </Button>
        </div>
      )}
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

/**
 * Who leans on a process: what runs it, and how many runs of it are open.
 *
 * Never: a process that the person may not see; the server leaves those out.
 */
import { Link } from "@tanstack/react-router";

import { useUses } from "../../api/publishing";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import type { Place } from "../trying/place";

export function Uses({ namespace, name }: Place) {
  const { data } = useUses({ namespace, name });
  if (data === undefined) return null;
  return (
    <Section title={say("publishing.uses")}>
      {data.processes.length === 0 && <p>{say("publishing.usedByNobody")}</p>}
      {data.processes.length > 0 && (
        <ul aria-label={say("publishing.uses")}>
          {data.processes.map((one) => (
            <li key={`${one.namespace}/${one.name} ${one.version}`}>
              <Link
                to="/processes/$namespace/$name"
                params={{ namespace: one.namespace, name: one.name }}
                search={{ version: one.version, view: "picture" }}
              >
                {say("publishing.usedBy", {
                  process: one.title ?? `${one.namespace}/${one.name}`,
                  version: one.version,
                })}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {data.openRuns > 0 && <p>{say("publishing.openRuns", { count: data.openRuns })}</p>}
    </Section>
  );
}

/**
 * Which definitions tell people by a template.
 *
 * Never: one whose template an expression chooses; nobody can know those.
 */
import { Link } from "@tanstack/react-router";

import type { Template } from "../../api/templates";
import { Lines, Section } from "../../parts/Section";
import { say } from "../../words";

export function NamedBy({ definitions }: Pick<Template, "definitions">) {
  if (definitions.length === 0) return null;
  return (
    <Section title={say("templates.namedBy")}>
      <Lines>
        {definitions.map(({ namespace, name, version }) => (
          <li key={`${namespace}/${name}/${version}`}>
            <Link
              to="/processes/$namespace/$name"
              params={{ namespace, name }}
              search={{ version }}
            >
              <bdi>{`${namespace}/${name} ${version}`}</bdi>
            </Link>
          </li>
        ))}
      </Lines>
    </Section>
  );
}

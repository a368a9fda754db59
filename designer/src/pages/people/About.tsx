/**
 * Where somebody belongs, who is beside them, and in which language and time zone they work.
 *
 * Never: a role for who may not change people; the API doesn't tell them.
 */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { useDepartments, useGroups } from "../../api/departments";
import type { PersonShown } from "../../api/people";
import { groupsOf } from "../../model/memberships";
import { Button } from "../../parts/Button";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import { LANGUAGES } from "../../words/languages";
import { toTheMinute } from "../../words/times";
import { useRoleTitle } from "../roles/useRoleTitles";
import { EditPerson } from "./EditPerson";
import { PATH } from "./Fields";
import styles from "./People.module.css";
import { PersonLink } from "./PersonLink";

type Props = { readonly person: PersonShown; readonly mayChange: boolean };

export function About({ person, mayChange }: Props) {
  const [asks, setAsks] = useState(false);
  return (
    <Section title={say("person.about")}>
      <Facts person={person} />
      <Invitation person={person} />
      {mayChange && <Button onClick={() => setAsks(true)}>{say("person.edit")}</Button>}
      {asks && <EditPerson person={person} onClose={() => setAsks(false)} />}
    </Section>
  );
}

function Facts({ person }: Pick<Props, "person">) {
  const { email, departmentId, departmentPath, head, manager, roles, language, timeZone } = person;
  const titleOf = useRoleTitle();
  const groups = useGroups().data?.items ?? [];
  const departments = useDepartments().data?.items ?? [];
  const within = groupsOf(person, groups, departments);
  return (
    <dl className={styles["facts"]}>
      <Fact name={say("people.email")}>
        <bdi>{email}</bdi>
      </Fact>
      {roles !== null && (
        <Fact name={say("people.roles")}>
          {roles.length === 0 ? say("people.noRoles") : roles.map(titleOf).join(say("list.comma"))}
        </Fact>
      )}
      <Fact name={say("people.department")}>
        {departmentId === null ? (
          say("people.none")
        ) : (
          <Link to="/people" search={{ department: departmentId }}>
            <bdi>{departmentPath.join(PATH)}</bdi>
          </Link>
        )}
      </Fact>
      {head !== null && (
        <Fact name={say("people.head")}>
          <PersonLink person={head} />
        </Fact>
      )}
      <Fact name={say("people.manager")}>
        {manager === null ? say("people.none") : <PersonLink person={manager} />}
      </Fact>
      <Fact name={say("groups.title")}>
        {within.length === 0 ? (
          say("people.none")
        ) : (
          <bdi>{within.map(({ name }) => name).join(say("list.comma"))}</bdi>
        )}
      </Fact>
      {language !== null && <Fact name={say("people.language")}>{LANGUAGES[language].name}</Fact>}
      <Fact name={say("people.timeZone")}>
        <bdi>{timeZone}</bdi>
      </Fact>
    </dl>
  );
}

function Invitation({ person: { state, invitation } }: Pick<Props, "person">) {
  if (state !== "invited") return null;
  return (
    <p>
      {invitation === null
        ? say("person.noLink")
        : say("person.link", { moment: toTheMinute(invitation.expiresAt) })}
    </p>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

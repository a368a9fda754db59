/**
 * One person: where they belong, who is beside them, when they are there, what they may.
 *
 * Never: a field to change for who may not.
 */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";

import { useMay } from "../../api/access";
import { type PersonShown, usePersonShown } from "../../api/people";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Tag } from "../../parts/Tag";
import { say } from "../../words";
import { useMe } from "../useMe";
import { About } from "./About";
import { Absences } from "./Absences";
import { Exceptions } from "./Exceptions";
import { Hours } from "./Hours";
import { Membership } from "./Membership";
import styles from "./People.module.css";

const route = getRouteApi("/people/$id");

export function Person() {
  const { id } = route.useParams();
  const found = usePersonShown(id);
  if (found.data !== undefined) return <Shown key={id} person={found.data} />;
  return (
    <Page title={say("people.one")} above={<Back />}>
      <NotYet error={found.error} />
    </Page>
  );
}

function Shown({ person }: { readonly person: PersonShown }) {
  const own = useMe().id === person.id;
  const may = useMay();
  const [isAsking, ask] = useState(false);
  const administers = may("people:write");
  const { name, state } = person;
  return (
    <Page
      title={name}
      above={<Back />}
      beside={state !== null && state !== "active" && <Tag>{say(`people.${state}`)}</Tag>}
      actions={administers && !own && <Membership person={person} />}
    >
      <div className={styles["columns"]}>
        <About person={person} mayChange={administers} />
        <Absences
          person={person}
          own={own}
          mayChange={administers || own}
          isAsking={isAsking}
          onAsk={ask}
        />
        <Hours person={person} own={own} mayChange={administers || own} />
        {may("access:read") && <Exceptions id={person.id} mayMake={may("access:write") && !own} />}
      </div>
    </Page>
  );
}

function Back() {
  return <Link to="/people">{say("people.title")}</Link>;
}

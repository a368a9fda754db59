/**
 * The people of the organisation: who they are, where they belong, who comes and who has left.
 *
 * Never: a filter that one may not use; the API would refuse it.
 */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";

import { useMay } from "../../api/access";
import { type Imported, type Person, type PersonFilter, usePeopleList } from "../../api/people";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Row, RowTitle, RowWords } from "../../parts/Row";
import { ShowMore } from "../../parts/ShowMore";
import { Tag } from "../../parts/Tag";
import { say } from "../../words";
import { toTheMinute } from "../../words/times";
import { useRoleTitle } from "../roles/useRoleTitles";
import { Filters } from "./Filters";
import { counts, Import } from "./Import";
import { Invite } from "./Invite";
import styles from "./People.module.css";

const route = getRouteApi("/people");

export function People() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const administers = useMay()("people:write");
  const [asks, setAsks] = useState<"invite" | "import">();
  const [taken, setTaken] = useState<Imported>();
  const change = (next: PersonFilter) => void navigate({ search: next, replace: true });
  const close = () => setAsks(undefined);
  return (
    <Page
      title={say("people.title")}
      actions={
        administers && (
          <>
            <Button onClick={() => setAsks("import")}>{say("people.import")}</Button>
            <Button look="main" onClick={() => setAsks("invite")}>
              <AddIcon size={16} stroke={1.8} aria-hidden="true" />
              {say("people.invite")}
            </Button>
          </>
        )
      }
    >
      <div>
        <div role="status">
          {taken !== undefined && (
            <p>
              {say("import.done")} {counts(taken)}
            </p>
          )}
        </div>
        <Filters filter={filter} administers={administers} onChange={change} />
      </div>
      <Results filter={filter} onClear={() => change({})} />
      {asks === "invite" && <Invite onClose={close} />}
      {asks === "import" && (
        <Import
          onClose={close}
          onDone={(done) => {
            setTaken(done);
            close();
          }}
        />
      )}
    </Page>
  );
}

type ResultsProps = { readonly filter: PersonFilter; readonly onClear: () => void };

function Results({ filter, onClear }: ResultsProps) {
  const found = usePeopleList(filter);
  const people = found.data?.pages.flatMap(({ items }) => items);
  if (people === undefined) return <NotYet error={found.error} />;
  if (people.length === 0)
    return (
      <Empty title={say("people.notFound")}>
        <Button onClick={onClear}>{say("list.clear")}</Button>
      </Empty>
    );
  return (
    <>
      <ListOf label={say("people.title")} items={people} keyOf={({ id }) => id}>
        {(person) => <Entry person={person} />}
      </ListOf>
      <ShowMore of={found} />
    </>
  );
}

function Entry({ person }: { readonly person: Person }) {
  const { id, name, email, department, manager, roles, state, away } = person;
  const titleOf = useRoleTitle();
  return (
    <Row columns={styles["entry"]}>
      <RowWords>
        <RowTitle>
          <Link data-row to="/people/$id" params={{ id }}>
            <bdi>{name}</bdi>
          </Link>
          {state !== null && state !== "active" && <Tag>{say(`people.${state}`)}</Tag>}
          {away !== null && (
            <Tag>{say("person.awayUntil", { moment: toTheMinute(away.until) })}</Tag>
          )}
        </RowTitle>
        <p className={styles["soft"]}>
          <bdi>{email}</bdi>
        </p>
      </RowWords>
      <div className={styles["soft"]}>
        {department !== null && (
          <p>
            <bdi>{department}</bdi>
          </p>
        )}
        {manager !== null && <p>{say("people.managedBy", { name: manager.name })}</p>}
        {away?.deputy && <p>{say("people.deputyIs", { name: away.deputy.name })}</p>}
      </div>
      {roles !== null && (
        <p className={styles["soft"]}>{roles.map(titleOf).join(say("list.comma"))}</p>
      )}
    </Row>
  );
}

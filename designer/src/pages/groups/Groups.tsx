/**
 * Named sets of people and departments: who is in them, made, changed, removed.
 *
 * Never: a group in a group; departments are the tree.
 */
import { useState } from "react";

import { useMay } from "../../api/access";
import { type Group, useGroups, useRemoveGroup } from "../../api/departments";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Row, RowDeeds, RowTitle, RowWords } from "../../parts/Row";
import { say } from "../../words";
import { Question } from "../run/Question";
import { GroupForm } from "./GroupForm";
import styles from "./Groups.module.css";
import { PeopleOf } from "./PeopleOf";

export function Groups() {
  const mayChange = useMay()("departments:write");
  const [asks, setAsks] = useState(false);
  return (
    <Page
      title={say("groups.title")}
      actions={
        mayChange && (
          <Button look="main" onClick={() => setAsks(true)}>
            <AddIcon size={16} stroke={1.8} aria-hidden="true" />
            {say("groups.add")}
          </Button>
        )
      }
    >
      <p className={styles["soft"]}>{say("groups.more")}</p>
      <Results mayChange={mayChange} />
      {asks && <GroupForm group={undefined} onClose={() => setAsks(false)} />}
    </Page>
  );
}

function Results({ mayChange }: { readonly mayChange: boolean }) {
  const found = useGroups();
  const groups = found.data?.items;
  if (groups === undefined) return <NotYet error={found.error} />;
  if (groups.length === 0)
    return (
      <Empty title={say("groups.empty")}>
        <p>{say("groups.emptyMore")}</p>
      </Empty>
    );
  return (
    <ListOf label={say("groups.title")} items={groups} keyOf={({ id }) => id}>
      {(group) => <Entry group={group} mayChange={mayChange} />}
    </ListOf>
  );
}

type EntryProps = { readonly group: Group; readonly mayChange: boolean };

function Entry({ group, mayChange }: EntryProps) {
  const [asked, ask] = useState<"people" | "edit" | "remove">();
  const { name, description, people, departments } = group;
  const close = () => ask(undefined);
  return (
    <Row>
      <RowWords>
        <RowTitle>
          <bdi>{name}</bdi>
        </RowTitle>
        {description !== "" && (
          <p>
            <bdi>{description}</bdi>
          </p>
        )}
        <p className={styles["soft"]}>
          {say("departments.people", { count: people.length })}
          {" · "}
          {say("groups.departments", { count: departments.length })}
        </p>
      </RowWords>
      <RowDeeds>
        <Button
          data-row
          aria-label={say("groups.peopleOf", { name })}
          onClick={() => ask("people")}
        >
          {say("groups.people")}
        </Button>
        {mayChange && (
          <>
            <Button aria-label={say("groups.editTitle", { name })} onClick={() => ask("edit")}>
              {say("groups.edit")}
            </Button>
            <Button
              look="quiet"
              aria-label={say("groups.removeLabel", { name })}
              onClick={() => ask("remove")}
            >
              {say("groups.remove")}
            </Button>
          </>
        )}
      </RowDeeds>
      {asked === "people" && <PeopleOf group={group} onClose={close} />}
      {asked === "edit" && <GroupForm group={group} onClose={close} />}
      {asked === "remove" && <Remove group={group} onClose={close} />}
    </Row>
  );
}

type RemoveProps = { readonly group: Group; readonly onClose: () => void };

function Remove({ group: { id, name }, onClose }: RemoveProps) {
  const given = useRemoveGroup(id);
  return (
    <Question
      title={say("departments.removeTitle", { name })}
      submit={say("groups.remove")}
      given={{ ...given, data: undefined }}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("groups.removeMore")}</p>
    </Question>
  );
}

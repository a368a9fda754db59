/**
 * Who is meant by the approvers that a process names, such as a role or a manager.
 *
 * Never: people of the organisation asked; a trial knows only the names that it is given.
 */
import { TagsInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { nameOf } from "../../model/tasks";
import type { Outcome } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import type { Asking } from "./Question";
import styles from "./Trying.module.css";

type Props = { readonly unresolved: Outcome["unresolved"]; readonly asking: Asking };

export function AskNames({ unresolved, asking }: Props) {
  const [first] = unresolved;
  const [people, setPeople] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState("");
  if (first === undefined) return null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    // What stands there and was not ended with Enter counts as well.
    const names = [...new Set([...people, typed.trim()])].filter((name) => name !== "");
    asking.onAnswer({ kind: "names", approver: first.approver, people: names });
  };
  return (
    <form
      className={styles["question"]}
      aria-label={say("trying.names")}
      onSubmit={submit}
      noValidate
    >
      <h3>{say("trying.whoIs", { task: nameOf(first.task), approver: first.approver })}</h3>
      <TagsInput
        label={say("trying.people")}
        description={say("trying.peopleHint")}
        value={[...people]}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={setPeople}
      />
      <Button look="main" type="submit">
        {say("trying.goOn")}
      </Button>
    </form>
  );
}

/**
 * Where programs elsewhere are told what happens in the organisation, and how that goes.
 *
 * Never: a secret listed; it is shown once, where it is made.
 */
import { useState } from "react";

import { type Endpoint, useEndpoints } from "../../api/webhooks";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { AddEndpoint } from "./AddEndpoint";
import { EndpointEntry } from "./EndpointEntry";
import styles from "./Webhooks.module.css";

export function Webhooks() {
  const { data, error } = useEndpoints();
  const [isAdding, add] = useState(false);
  useFocusBack(isAdding);
  const isFull = data !== undefined && data.items.length >= data.most;
  return (
    <Page
      title={say("webhooks.title")}
      actions={
        !isFull && (
          <Button look="main" onClick={() => add(true)}>
            <AddIcon size={16} stroke={1.7} aria-hidden="true" />
            {say("webhooks.new")}
          </Button>
        )
      }
    >
      <p className={styles["hint"]}>{say("webhooks.hint")}</p>
      {isFull && <p className={styles["hint"]}>{say("webhooks.full", { most: data.most })}</p>}
      {data === undefined ? <NotYet error={error} /> : <Entries items={data.items} />}
      {isAdding && <AddEndpoint onClose={() => add(false)} />}
    </Page>
  );
}

function Entries({ items }: { readonly items: readonly Endpoint[] }) {
  if (items.length === 0)
    return (
      <Empty title={say("webhooks.empty")}>
        <p>{say("webhooks.emptyMore")}</p>
      </Empty>
    );
  return (
    <ListOf label={say("webhooks.title")} items={items} keyOf={({ id }) => id}>
      {(endpoint) => <EndpointEntry endpoint={endpoint} />}
    </ListOf>
  );
}

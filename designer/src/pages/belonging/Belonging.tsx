/**
 * The organisations that one belongs to: on to another one, or one more.
 *
 * Never: one that somebody has not proved to belong to.
 */
import { useState } from "react";

import type { Way } from "../../api/session";
import { type Organisation, useOrganisations, useSwitch } from "../../api/tenants";
import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { AddOrganisation } from "./AddOrganisation";
import styles from "./Belonging.module.css";
import { SwitchStep } from "./SwitchStep";

export function Belonging() {
  const [isAdding, add] = useState(false);
  const [ways, ask] = useState<readonly Way[]>();
  useFocusBack(isAdding || ways !== undefined);
  const switched = useSwitch(ask);
  const more = (
    <Button look="main" onClick={() => add(true)}>
      <AddIcon size={16} stroke={1.7} aria-hidden="true" />
      {say("belonging.add")}
    </Button>
  );
  return (
    <Page title={say("belonging.title")} actions={more}>
      {switched.error !== null && <Trouble error={switched.error} done />}
      <Results busy={switched.isPending} onSwitch={(id) => switched.mutate(id)} />
      {isAdding && <AddOrganisation onClose={() => add(false)} />}
      {ways !== undefined && <SwitchStep ways={ways} onClose={() => ask(undefined)} />}
    </Page>
  );
}

type Props = { readonly busy: boolean; readonly onSwitch: (id: string) => void };

function Results({ busy, onSwitch }: Props) {
  const { data, error } = useOrganisations();
  if (data === undefined) return <NotYet error={error} />;
  return (
    <ListOf label={say("belonging.title")} items={data.items} keyOf={({ id }) => id}>
      {(one) => <Entry one={one} busy={busy} onSwitch={onSwitch} />}
    </ListOf>
  );
}

function Entry({ one, busy, onSwitch }: Props & { readonly one: Organisation }) {
  return (
    <div className={styles["entry"]}>
      <span>
        <bdi>{one.name}</bdi> <bdi className={styles["soft"]}>{one.email}</bdi>
      </span>
      {one.current ? (
        <Tag>{say("belonging.here")}</Tag>
      ) : (
        <Button
          busy={busy}
          aria-label={say("belonging.enterNamed", { name: one.name })}
          onClick={() => onSwitch(one.id)}
        >
          {say("belonging.enter")}
        </Button>
      )}
    </div>
  );
}

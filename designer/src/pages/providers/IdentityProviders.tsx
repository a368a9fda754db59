/**
 * Where people of the organisation may sign in elsewhere, and what comes with their groups.
 *
 * Never: a client's secret; it is written here and not read.
 */
import { useState } from "react";

import { type Provider, useProviders } from "../../api/providers";
import { Button } from "../../parts/Button";
import { CopyButton } from "../../parts/CopyButton";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import styles from "./Providers.module.css";
import { ProviderEntry } from "./ProviderEntry";
import { ProviderForm } from "./ProviderForm";

export function IdentityProviders() {
  const [isAdding, add] = useState(false);
  useFocusBack(isAdding);
  return (
    <Page
      title={say("providers.title")}
      actions={
        <Button look="main" onClick={() => add(true)}>
          <AddIcon size={16} stroke={1.7} aria-hidden="true" />
          {say("providers.new")}
        </Button>
      }
    >
      <p className={styles["hint"]}>{say("providers.hint")}</p>
      <Results />
      {isAdding && <ProviderForm onClose={() => add(false)} />}
    </Page>
  );
}

function Results() {
  const { data, error } = useProviders();
  if (data === undefined) return <NotYet error={error} />;
  return (
    <>
      <Redirect address={data.redirectAddress} />
      <Entries items={data.items} />
    </>
  );
}

function Redirect({ address }: { readonly address: string }) {
  return (
    <div className={styles["redirect"]}>
      <p>{say("providers.redirect")}</p>
      <p className={styles["line"]}>
        <code dir="ltr">{address}</code>
        <CopyButton name={say("providers.redirectName")} text={() => address} />
      </p>
    </div>
  );
}

function Entries({ items }: { readonly items: readonly Provider[] }) {
  if (items.length === 0)
    return (
      <Empty title={say("providers.empty")}>
        <p>{say("providers.emptyMore")}</p>
      </Empty>
    );
  return (
    <ListOf label={say("providers.title")} items={items} keyOf={({ id }) => id}>
      {(provider) => <ProviderEntry provider={provider} />}
    </ListOf>
  );
}

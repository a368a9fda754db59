/**
 * Makes a key: what it is for, what it may do, how long, from where.
 *
 * Never: more offered than the person may, or everything chosen beforehand.
 */
import { Checkbox, NativeSelect, Radio, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import { type ServiceAccount, useCreateKey } from "../../api/keys";
import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { say } from "../../words";
import { Question } from "../run/Question";
import { useMe } from "../useMe";
import styles from "./Keys.module.css";
import { MadeKey } from "./MadeKey";
import { faultsOf, type Faults, FIRST, LIVES, type Said, wantedOf } from "./wanted";

/** For a service account, else for oneself. */
type Props = { readonly account?: ServiceAccount };

export function CreateKey({ account }: Props) {
  const [asking, ask] = useState(false);
  return (
    <>
      <Button
        look={account === undefined ? "main" : "plain"}
        onClick={() => ask(true)}
        aria-label={account && say("apiKeys.createFor", { name: account.name })}
      >
        {account === undefined && <AddIcon size={16} stroke={1.8} aria-hidden="true" />}
        {say("apiKeys.create")}
      </Button>
      {asking && <Ask account={account} onClose={() => ask(false)} />}
    </>
  );
}

type AskProps = {
  readonly account: ServiceAccount | undefined;
  readonly onClose: () => void;
};

function Ask({ account, onClose }: AskProps) {
  const given = useCreateKey();
  const [said, setSaid] = useState<Said>(FIRST);
  const [isChecked, check] = useState(false);
  const faults = faultsOf(said);
  if (given.data !== undefined) return <MadeKey made={given.data} onClose={onClose} />;
  const send = () => {
    check(true);
    if (Object.keys(faults).length === 0) given.mutate(wantedOf(said, account?.id));
  };
  return (
    <Question
      title={
        account === undefined
          ? say("apiKeys.createTitle")
          : say("apiKeys.createFor", { name: account.name })
      }
      submit={say("apiKeys.create")}
      given={given}
      large
      onSubmit={send}
      onClose={onClose}
    >
      <Questions
        said={said}
        faults={isChecked ? faults : {}}
        forService={account !== undefined}
        onChange={setSaid}
      />
    </Question>
  );
}

type QuestionsProps = {
  readonly said: Said;
  readonly faults: Faults;
  readonly forService: boolean;
  readonly onChange: (said: Said) => void;
};

function Questions({ said, faults, forService, onChange }: QuestionsProps) {
  const lives = LIVES.map((count) => ({
    value: String(count),
    label: say("apiKeys.day", { count }),
  }));
  return (
    <>
      <TextInput
        label={say("apiKeys.name")}
        error={faults.name}
        value={said.name}
        maxLength={100}
        data-autofocus
        onChange={({ currentTarget }) => onChange({ ...said, name: currentTarget.value })}
      />
      <Scopes said={said} fault={faults.scopes} onChange={onChange} />
      <NativeSelect
        label={say("apiKeys.days")}
        data={forService ? [...lives, { value: "0", label: say("apiKeys.noEnd") }] : lives}
        value={String(said.days)}
        onChange={({ currentTarget }) => onChange({ ...said, days: Number(currentTarget.value) })}
      />
      <Textarea
        label={say("apiKeys.networks")}
        description={say("apiKeys.networksMore")}
        value={said.networks}
        autosize
        minRows={1}
        dir="ltr"
        onChange={({ currentTarget }) => onChange({ ...said, networks: currentTarget.value })}
      />
    </>
  );
}

type ScopesProps = {
  readonly said: Said;
  readonly fault: string | undefined;
  readonly onChange: (said: Said) => void;
};

function Scopes({ said, fault, onChange }: ScopesProps) {
  const { permissions } = useMe();
  return (
    <>
      <Radio.Group
        label={say("apiKeys.scopes")}
        description={say("apiKeys.scopesMore")}
        error={fault}
        value={said.everything ? "all" : "some"}
        onChange={(value) => onChange({ ...said, everything: value === "all" })}
      >
        <div className={styles["choices"]}>
          <Radio value="some" label={say("apiKeys.some")} />
          <Radio value="all" label={say("apiKeys.all")} />
        </div>
      </Radio.Group>
      {!said.everything && (
        <Checkbox.Group
          aria-label={say("apiKeys.scopes")}
          value={[...said.scopes]}
          onChange={(scopes) => onChange({ ...said, scopes })}
        >
          <div className={styles["scopes"]}>
            {permissions.map((permission) => (
              <Checkbox key={permission} value={permission} label={<code>{permission}</code>} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}

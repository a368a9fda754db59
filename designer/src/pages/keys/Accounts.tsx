/**
 * Accounts that only programs use: made, disabled, given keys.
 *
 * Never: one deleted; what it has done names it.
 */
import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";

import {
  type ServiceAccount,
  useCreateAccount,
  useDisableAccount,
  useServiceAccounts,
} from "../../api/keys";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Row, RowDeeds, RowMore, RowTitle, RowWords } from "../../parts/Row";
import { Tag } from "../../parts/Tag";
import { say } from "../../words";
import { useGivableRoles, useRoleTitle } from "../roles/useRoleTitles";
import { Question } from "../run/Question";
import { CreateKey } from "./CreateKey";
import styles from "./Keys.module.css";

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

export function Accounts() {
  const found = useServiceAccounts();
  const [asking, ask] = useState(false);
  if (found.data === undefined) return <NotYet error={found.error} />;
  const { items } = found.data;
  return (
    <section className={styles["part"]}>
      <div className={styles["head"]}>
        <h2>{say("apiKeys.accounts")}</h2>
        <Button look="main" onClick={() => ask(true)}>
          {say("apiKeys.createAccount")}
        </Button>
      </div>
      <p className={styles["intro"]}>{say("apiKeys.accountsMore")}</p>
      {items.length === 0 ? (
        <Empty title={say("apiKeys.accountsEmpty")} />
      ) : (
        <ListOf label={say("apiKeys.accounts")} items={items} keyOf={({ id }) => id}>
          {(account) => <Entry account={account} />}
        </ListOf>
      )}
      {asking && <CreateAccount onClose={() => ask(false)} />}
    </section>
  );
}

function Entry({ account }: { readonly account: ServiceAccount }) {
  const { name, roles, ownerName, disabledAt } = account;
  const [asking, ask] = useState(false);
  const titleOf = useRoleTitle();
  const isDisabled = disabledAt !== null;
  return (
    <Row>
      <RowWords>
        <RowTitle>
          <bdi>{name}</bdi>
          {isDisabled && <Tag>{say("apiKeys.disabled")}</Tag>}
        </RowTitle>
        <RowMore>
          <span>
            {roles.length === 0
              ? say("apiKeys.noRoles")
              : roles.map(titleOf).join(say("list.comma"))}
          </span>
          {ownerName !== null && <span>{say("apiKeys.owner", { name: ownerName })}</span>}
        </RowMore>
      </RowWords>
      <RowDeeds>
        {!isDisabled && <CreateKey account={account} />}
        <Button
          aria-label={say(isDisabled ? "apiKeys.enableLabel" : "apiKeys.disableLabel", { name })}
          onClick={() => ask(true)}
        >
          {say(isDisabled ? "apiKeys.enable" : "apiKeys.disable")}
        </Button>
      </RowDeeds>
      {asking && <Switch account={account} onClose={() => ask(false)} />}
    </Row>
  );
}

type SwitchProps = { readonly account: ServiceAccount; readonly onClose: () => void };

function Switch({ account: { id, name, disabledAt }, onClose }: SwitchProps) {
  const given = useDisableAccount(id);
  const isDisabled = disabledAt !== null;
  return (
    <Question
      title={
        isDisabled ? say("apiKeys.enableLabel", { name }) : say("apiKeys.disableTitle", { name })
      }
      submit={say(isDisabled ? "apiKeys.enable" : "apiKeys.disable")}
      given={given}
      onSubmit={() => given.mutate(!isDisabled, { onSuccess: onClose })}
      onClose={onClose}
    >
      {!isDisabled && <p>{say("apiKeys.disableMore")}</p>}
    </Question>
  );
}

function CreateAccount({ onClose }: { readonly onClose: () => void }) {
  const given = useCreateAccount();
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [isChecked, check] = useState(false);
  const fits = NAME.test(name);
  const send = () => {
    check(true);
    if (fits) given.mutate({ name, roles }, { onSuccess: onClose });
  };
  return (
    <Question
      title={say("apiKeys.createAccount")}
      submit={say("apiKeys.createAccount")}
      given={given}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label={say("apiKeys.accountName")}
        description={say("apiKeys.accountNameMore")}
        error={isChecked && !fits ? say("apiKeys.accountNameBad") : undefined}
        value={name}
        maxLength={63}
        dir="ltr"
        data-autofocus
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Roles value={roles} onChange={setRoles} />
    </Question>
  );
}

type RolesProps = {
  readonly value: readonly string[];
  readonly onChange: (roles: readonly string[]) => void;
};

function Roles({ value, onChange }: RolesProps) {
  const offered = useGivableRoles();
  return (
    <Checkbox.Group label={say("apiKeys.roles")} value={[...value]} onChange={onChange}>
      <div className={styles["choices"]}>
        {offered.map((role) => (
          <Checkbox key={role.value} {...role} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

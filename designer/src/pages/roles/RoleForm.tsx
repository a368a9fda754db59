/**
 * Makes a role of the tenant's own, or changes one.
 *
 * Never: something to choose that whoever chooses lacks; nobody gives what they don't have.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { type Role, type RoleWanted, usePutRole, useRoles } from "../../api/access";
import { isReason, isRoleName, LONGEST_REASON, roleNameOf } from "../../model/access";
import { say } from "../../words";
import { Question } from "../run/Question";
import { PermissionChoices } from "./PermissionChoices";
import styles from "./Roles.module.css";

const LONGEST_TITLE = 100;

type Props = {
  /** Nothing: a new one. */
  readonly role: Role | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

type Typed = {
  readonly title: string;
  /** Until somebody types one it follows from the title. */
  readonly name: string | undefined;
  readonly reason: string;
};

export function RoleForm({ role, onClose, onDone }: Props) {
  const given = usePutRole();
  const others = useRoles().data?.items ?? [];
  const [typed, type] = useState<Typed>({ title: role?.title ?? "", name: role?.name, reason: "" });
  const [patterns, choose] = useState<readonly string[]>(role?.patterns ?? []);
  const [isChecked, check] = useState(false);
  const name = typed.name ?? roleNameOf(typed.title);
  const taken = role === undefined && others.some((one) => one.name === name);
  const faults = faultsOf(typed, name, taken);
  const send = () => {
    check(true);
    if (Object.values(faults).some((one) => one !== undefined)) return;
    given.mutate(wantedOf(typed, name, patterns), { onSuccess: onDone });
  };
  return (
    <Question
      title={
        role === undefined
          ? say("roleForm.newTitle")
          : say("roleForm.editTitle", { name: role.title })
      }
      submit={say(role === undefined ? "roleForm.make" : "roleForm.save")}
      given={given}
      large
      onSubmit={send}
      onClose={onClose}
    >
      <Names
        typed={typed}
        name={name}
        isNew={role === undefined}
        faults={isChecked ? faults : {}}
        onChange={type}
      />
      <PermissionChoices patterns={patterns} onChange={choose} />
      {patterns.length === 0 && <p className={styles["soft"]}>{say("roleForm.nothing")}</p>}
      <TextInput
        label={say("roleForm.reason")}
        description={say("roleForm.reasonMore")}
        error={isChecked && faults.reason}
        value={typed.reason}
        maxLength={LONGEST_REASON}
        onChange={({ currentTarget: { value } }) => type({ ...typed, reason: value })}
      />
      {role !== undefined && role.people > 0 && (
        <p>{say("roleForm.effect", { count: role.people })}</p>
      )}
    </Question>
  );
}

function wantedOf({ title, reason }: Typed, name: string, patterns: readonly string[]): RoleWanted {
  const why = reason.trim();
  return {
    name,
    title: title.trim(),
    permissions: [...patterns],
    reason: why === "" ? null : why,
  };
}

type Faults = {
  readonly title?: string | undefined;
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
};

function faultsOf({ title, reason }: Typed, name: string, taken: boolean): Faults {
  const named = title.trim() !== "";
  return {
    title: named ? undefined : say("roleForm.titleMissing"),
    name: named ? nameFault(name, taken) : undefined,
    reason: isReason(reason) ? undefined : say("roleForm.reasonShort"),
  };
}

function nameFault(name: string, taken: boolean): string | undefined {
  if (name === "") return say("roleForm.titleNoName");
  if (!isRoleName(name)) return say("roleForm.nameWrong");
  return taken ? say("roleForm.nameTaken") : undefined;
}

type NamesProps = {
  readonly typed: Typed;
  readonly name: string;
  readonly isNew: boolean;
  readonly faults: Faults;
  readonly onChange: (typed: Typed) => void;
};

function Names({ typed, name, isNew, faults, onChange }: NamesProps) {
  return (
    <>
      <TextInput
        label={say("roleForm.title")}
        error={faults.title}
        value={typed.title}
        maxLength={LONGEST_TITLE}
        data-autofocus
        onChange={({ currentTarget: { value } }) => onChange({ ...typed, title: value })}
      />
      {isNew && (
        <TextInput
          label={say("roleForm.name")}
          description={say("roleForm.nameMore")}
          error={faults.name}
          value={name}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) => onChange({ ...typed, name: value })}
        />
      )}
    </>
  );
}

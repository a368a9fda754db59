/**
 * Asks somebody in: they get a link by mail.
 *
 * Never: sent by a slip; an address and a name are needed.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { type PersonWanted, useCreatePerson } from "../../api/people";
import { say } from "../../words";
import { PersonSelect } from "../PersonSelect";
import { Question } from "../run/Question";
import { DepartmentField, RolesField } from "./Fields";

type Props = { readonly onClose: () => void };
type Said = PersonWanted & { readonly roles: readonly string[] };

const FIRST = { email: "", name: "", roles: ["member"], departmentId: null, managerId: null };

export function Invite({ onClose }: Props) {
  const [said, setSaid] = useState<Said>({ ...FIRST, invite: true });
  const [isTried, setTried] = useState(false);
  const given = useCreatePerson();
  const faults = faultsOf(said);
  const set = (more: Partial<Said>) => setSaid((before) => ({ ...before, ...more }));
  const send = () => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    const wanted = { ...said, email: said.email.trim(), name: said.name.trim() };
    given.mutate(wanted, { onSuccess: onClose });
  };
  return (
    <Question
      title={say("invite.title")}
      submit={say("invite.submit")}
      given={given}
      large
      onSubmit={send}
      onClose={onClose}
    >
      <p>{say("invite.more")}</p>
      <TextInput
        type="email"
        dir="ltr"
        label={say("people.email")}
        value={said.email}
        error={isTried ? faults.email : undefined}
        autoComplete="off"
        data-autofocus
        onChange={({ currentTarget }) => set({ email: currentTarget.value })}
      />
      <TextInput
        label={say("people.name")}
        description={say("invite.nameMore")}
        value={said.name}
        maxLength={200}
        error={isTried ? faults.name : undefined}
        autoComplete="off"
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <RolesField value={said.roles} onChange={(roles) => set({ roles })} />
      <DepartmentField
        label={say("people.department")}
        none={say("people.none")}
        value={said.departmentId ?? null}
        onChange={(departmentId) => set({ departmentId })}
      />
      <PersonSelect
        label={say("people.manager")}
        value={said.managerId ?? ""}
        onChange={(manager) => set({ managerId: manager?.id ?? null })}
      />
    </Question>
  );
}

function faultsOf({ email, name }: Said): { readonly email?: string; readonly name?: string } {
  return {
    ...(!/^\S+@\S+$/.test(email.trim()) && { email: say("invite.needEmail") }),
    ...(name.trim() === "" && { name: say("invite.needName") }),
  };
}

/**
 * Disables somebody, enables them again, and sends or withdraws their invitation.
 *
 * Never: done without asking once, or without saying what follows of it.
 */
import { Textarea } from "@mantine/core";
import { useState } from "react";

import {
  type PersonShown,
  useSendInvitation,
  useSwitchPerson,
  useWithdraw,
} from "../../api/people";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { Question } from "../run/Question";

type Asked = "send" | "withdraw" | "disable" | "enable";
type One = { readonly person: PersonShown; readonly onClose: () => void };

export function Membership({ person }: { readonly person: PersonShown }) {
  const [asked, ask] = useState<Asked>();
  const onClose = () => ask(undefined);
  const { state, invitation } = person;
  return (
    <>
      {state === "invited" && invitation !== null && (
        <Button onClick={() => ask("withdraw")}>{say("person.withdraw")}</Button>
      )}
      {state === "invited" && (
        <Button onClick={() => ask("send")}>
          {say(invitation === null ? "person.send" : "person.sendAgain")}
        </Button>
      )}
      <Button onClick={() => ask(state === "disabled" ? "enable" : "disable")}>
        {say(state === "disabled" ? "person.enable" : "person.disable")}
      </Button>
      {asked === "send" && <Send person={person} onClose={onClose} />}
      {asked === "withdraw" && <Withdraw person={person} onClose={onClose} />}
      {(asked === "disable" || asked === "enable") && (
        <Switch person={person} how={asked} onClose={onClose} />
      )}
    </>
  );
}

function Send({ person: { id, email, invitation }, onClose }: One) {
  const given = useSendInvitation(id);
  const word = invitation === null ? "person.send" : "person.sendAgain";
  return (
    <Question
      title={say(word)}
      submit={say("invite.submit")}
      given={given}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("person.sendMore", { email })}</p>
    </Question>
  );
}

function Withdraw({ person: { id, name }, onClose }: One) {
  const given = useWithdraw(id);
  return (
    <Question
      title={say("person.withdrawTitle", { name })}
      submit={say("person.withdraw")}
      given={given}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("person.withdrawMore")}</p>
    </Question>
  );
}

function Switch({ person: { id, name }, how, onClose }: One & { how: "disable" | "enable" }) {
  const [reason, setReason] = useState("");
  const given = useSwitchPerson(id, how);
  return (
    <Question
      title={say(`person.${how}Title`, { name })}
      submit={say(`person.${how}`)}
      given={given}
      onSubmit={() => given.mutate(reason.trim(), { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say(`person.${how}More`)}</p>
      <Textarea
        label={say("person.reason")}
        description={say("person.reasonMore")}
        value={reason}
        maxLength={1000}
        autosize
        minRows={2}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Question>
  );
}

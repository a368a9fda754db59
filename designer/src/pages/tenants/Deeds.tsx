/**
 * Asks once before an organisation is suspended, resumed or deleted.
 *
 * Never: suspended without a reason; the organisation's own trail tells it.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { type Tenant, useDeleteTenant, useResumeTenant, useSuspendTenant } from "../../api/tenants";
import { say } from "../../words";
import { Question } from "../run/Question";

type Props = { readonly tenant: Tenant; readonly onClose: () => void };

export function SuspendTenant({ tenant: { id, name }, onClose }: Props) {
  const given = useSuspendTenant(id);
  const [reason, setReason] = useState("");
  const isMissing = reason.trim() === "";
  return (
    <Question
      title={say("tenants.suspendTitle", { name })}
      submit={say("tenants.suspend")}
      given={{ ...given, data: undefined }}
      blocked={isMissing}
      onSubmit={() => given.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("tenants.suspendMore")}</p>
      <TextInput
        label={say("tenants.reason")}
        value={reason}
        maxLength={1000}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Question>
  );
}

export function ResumeTenant({ tenant: { id, name }, onClose }: Props) {
  const given = useResumeTenant(id);
  return (
    <Question
      title={say("tenants.resumeTitle", { name })}
      submit={say("tenants.resume")}
      given={{ ...given, data: undefined }}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("tenants.resumeMore")}</p>
    </Question>
  );
}

export function DeleteTenant({ tenant: { id, name, slug }, onClose }: Props) {
  const given = useDeleteTenant(id);
  const [typed, setTyped] = useState("");
  return (
    <Question
      title={say("tenants.deleteTitle", { name })}
      submit={say("tenants.delete")}
      given={{ ...given, data: undefined }}
      blocked={typed !== slug}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("tenants.deleteMore")}</p>
      <TextInput
        label={say("tenants.deleteType", { slug })}
        value={typed}
        dir="ltr"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </Question>
  );
}

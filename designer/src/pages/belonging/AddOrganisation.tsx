/**
 * Adds an organisation, by what one signs in to it with.
 *
 * Never: a password kept once the dialog is shut.
 */
import { PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";

import { useAddOrganisation } from "../../api/tenants";
import { Problem } from "../../model/problem";
import { Question } from "../run/Question";
import { say } from "../../words";

export function AddOrganisation({ onClose }: { readonly onClose: () => void }) {
  const given = useAddOrganisation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tenant, setTenant] = useState("");
  const [code, setCode] = useState("");
  const wantsCode = code !== "" || asksForCode(given.error);
  const send = () =>
    given.mutate(
      {
        email,
        password,
        ...(tenant !== "" && { tenant }),
        ...(code !== "" && { code }),
      },
      { onSuccess: onClose },
    );
  return (
    <Question
      title={say("belonging.add")}
      submit={say("belonging.submit")}
      given={{ ...given, data: undefined }}
      blocked={email === "" || password === ""}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{say("belonging.more")}</p>
      <TextInput
        label={say("signIn.email")}
        type="email"
        value={email}
        dir="ltr"
        autoComplete="off"
        data-autofocus
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <PasswordInput
        label={say("signIn.password")}
        value={password}
        dir="ltr"
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": say("signIn.show") }}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <TextInput
        label={say("signIn.tenant")}
        description={say("signIn.tenantHint")}
        value={tenant}
        dir="ltr"
        autoComplete="off"
        onChange={({ currentTarget }) => setTenant(currentTarget.value)}
      />
      {wantsCode && (
        <TextInput
          label={say("signIn.code")}
          description={say("signIn.codeMore")}
          value={code}
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
      )}
    </Question>
  );
}

function asksForCode(error: Error | null): boolean {
  return error instanceof Problem && ["second-factor-needed", "wrong-code"].includes(error.code);
}

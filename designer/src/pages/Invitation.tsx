/**
 * For who follows the link of an invitation: says where to, takes name and password, lets them in.
 *
 * Never: a password asked for by a link that leads nowhere, or the token left in the address.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useRef, useState } from "react";

import { useAccept, useInvited, useSignIn } from "../api/session";
import type { components } from "../api/schema";
import { Button } from "../parts/Button";
import { Loading } from "../parts/Empty";
import { PasswordField } from "../parts/PasswordField";
import { Trouble } from "../parts/Trouble";
import { useTitle } from "../parts/useTitle";
import { say } from "../words";
import styles from "./SignIn.module.css";
import { Welcome } from "./Welcome";

type Props = { readonly token: string; readonly onDone: () => void };
type Invited = components["schemas"]["Invited"];

export function Invitation({ token, onDone }: Props) {
  useTitle(say("invitation.title"));
  const found = useInvited(token);
  return (
    <Welcome title={say("invitation.title")}>
      {found.data !== undefined ? (
        <Accept token={token} invited={found.data} onDone={onDone} />
      ) : (
        <div className={styles["form"]}>
          {found.isError ? (
            <>
              <Trouble error={found.error} />
              <Button onClick={onDone}>{say("signIn.back")}</Button>
            </>
          ) : (
            <Loading label={say("page.loading")} />
          )}
        </div>
      )}
    </Welcome>
  );
}

type AcceptProps = Props & { readonly invited: Invited };
type Missing = { readonly name?: string; readonly password?: string };

function Accept({ token, invited, onDone }: AcceptProps) {
  const { email, tenant } = invited;
  const accept = useAccept();
  // Whoever must give a second factor, or is not let in at once, signs in by the usual page.
  const signIn = useSignIn(onDone);
  const name = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<Missing>({});
  const busy = accept.isPending || signIn.isPending;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy || name.current === null || password.current === null) return;
    const given = { name: name.current.value.trim(), password: password.current.value };
    setMissing({
      ...(given.name === "" && { name: say("security.needName") }),
      ...(given.password === "" && { password: say("signIn.needPassword") }),
    });
    if (given.name === "") name.current.focus();
    else if (given.password === "") password.current.focus();
    else
      accept.mutate(
        { token, ...given },
        {
          onSuccess: () =>
            signIn.mutate({ email, password: given.password, tenant: null }, { onSuccess: onDone }),
        },
      );
  };
  if (accept.isSuccess && signIn.isError)
    return (
      <div className={styles["form"]}>
        <p role="status">{say("signIn.passwordSet")}</p>
        <Button look="main" onClick={onDone}>
          {say("signIn.title")}
        </Button>
      </div>
    );
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      <p>{say("invitation.to", { tenant })}</p>
      {accept.isError && <Trouble error={accept.error} done />}
      <TextInput label={say("signIn.email")} value={email} readOnly dir="ltr" name="username" />
      <TextInput
        ref={name}
        label={say("security.name")}
        description={say("invitation.nameMore")}
        defaultValue={invited.name}
        maxLength={200}
        error={missing.name}
        autoComplete="name"
      />
      <PasswordField
        field={password}
        label={say("invitation.password")}
        kind="new-password"
        description={say("security.passwordRules")}
        fault={missing.password}
      />
      <Button look="main" type="submit" busy={busy}>
        {say("invitation.accept")}
      </Button>
    </form>
  );
}

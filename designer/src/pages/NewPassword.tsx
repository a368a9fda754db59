/**
 * For who has forgotten their password: asks for a link, and by the link sets a new one.
 *
 * Never: a word about whether the address is known, or the link's token left in the address.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useRef, useState } from "react";

import { useForgotten, useNewPassword } from "../api/session";
import { Button } from "../parts/Button";
import { PasswordField } from "../parts/PasswordField";
import { Trouble } from "../parts/Trouble";
import { useTitle } from "../parts/useTitle";
import { say } from "../words";
import styles from "./SignIn.module.css";
import { Welcome } from "./Welcome";

type BackProps = { readonly onBack: () => void };

export function Forgotten({ onBack }: BackProps) {
  const forgotten = useForgotten();
  const email = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const given = email.current?.value.trim() ?? "";
    setMissing(given === "");
    if (given === "") email.current?.focus();
    else if (!forgotten.isPending) forgotten.mutate(given);
  };
  if (forgotten.isSuccess)
    return (
      <div className={styles["form"]}>
        <p role="status">{say("signIn.linkSent")}</p>
        <Button onClick={onBack}>{say("signIn.back")}</Button>
      </div>
    );
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      <p>{say("signIn.forgottenMore")}</p>
      {forgotten.isError && <Trouble error={forgotten.error} done />}
      <TextInput
        ref={email}
        label={say("signIn.email")}
        error={missing ? say("signIn.needEmail") : undefined}
        type="email"
        name="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Button look="main" type="submit" busy={forgotten.isPending}>
        {say("signIn.sendLink")}
      </Button>
      <Button look="quiet" onClick={onBack}>
        {say("signIn.back")}
      </Button>
    </form>
  );
}

type NewProps = { readonly token: string; readonly onDone: () => void };

export function NewPassword({ token, onDone }: NewProps) {
  useTitle(say("signIn.newPassword"));
  const renew = useNewPassword();
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const password = field.current?.value ?? "";
    setMissing(password === "");
    if (password === "") field.current?.focus();
    else if (!renew.isPending) renew.mutate({ token, password });
  };
  return (
    <Welcome title={say("signIn.newPassword")}>
      {renew.isSuccess ? (
        <div className={styles["form"]}>
          <p role="status">{say("signIn.passwordSet")}</p>
          <Button look="main" onClick={onDone}>
            {say("signIn.title")}
          </Button>
        </div>
      ) : (
        <form className={styles["form"]} onSubmit={submit} noValidate>
          {renew.isError && <Trouble error={renew.error} done />}
          <PasswordField
            field={field}
            label={say("security.new")}
            kind="new-password"
            description={say("security.passwordRules")}
            fault={missing ? say("signIn.needPassword") : undefined}
          />
          <Button look="main" type="submit" busy={renew.isPending}>
            {say("signIn.setPassword")}
          </Button>
          <Button look="quiet" onClick={onDone}>
            {say("signIn.back")}
          </Button>
        </form>
      )}
    </Welcome>
  );
}

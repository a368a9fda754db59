/**
 * Email and password, a passkey, or a provider of identities; then the second step of whoever has one.
 *
 * Never: a password kept after it was sent, or a hint which of the two was wrong.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useRef, useState } from "react";

import { knowsPasskeys } from "../api/passkeys";
import { usePasskeySignIn, useSignIn, type Way } from "../api/session";
import { arrivalOf } from "../model/arrival";
import { Button } from "../parts/Button";
import { PasswordField } from "../parts/PasswordField";
import { Trouble } from "../parts/Trouble";
import { useTitle } from "../parts/useTitle";
import { say } from "../words";
import { Forgotten } from "./NewPassword";
import { PasskeyTrouble } from "./PasskeyTrouble";
import { Providers, ProviderTrouble } from "./Providers";
import { SecondStep } from "./SecondStep";
import styles from "./SignIn.module.css";
import { Welcome } from "./Welcome";

/** `ended`: there was a session, and it is over. */
export function SignIn({ ended }: { readonly ended: boolean }) {
  useTitle(say("signIn.title"));
  const [arrival] = useState(() => arrivalOf(location));
  const [ways, setWays] = useState<readonly Way[] | undefined>(arrival.ways);
  const [forgotten, setForgotten] = useState(false);
  if (forgotten)
    return (
      <Welcome title={say("signIn.forgotten")}>
        <Forgotten onBack={() => setForgotten(false)} />
      </Welcome>
    );
  return (
    <Welcome title={say("signIn.title")}>
      {ways === undefined ? (
        <>
          {ended && <p role="alert">{say("signIn.ended")}</p>}
          {arrival.problem !== undefined && <ProviderTrouble problem={arrival.problem} />}
          <Providers arrival={arrival} />
          <Form onHalf={setWays} />
          {knowsPasskeys() && <ByPasskey />}
          <div className={styles["others"]}>
            <Button look="quiet" onClick={() => setForgotten(true)}>
              {say("signIn.forgotten")}
            </Button>
          </div>
        </>
      ) : (
        <SecondStep ways={ways} onBack={() => setWays(undefined)} />
      )}
    </Welcome>
  );
}

function ByPasskey() {
  const signIn = usePasskeySignIn();
  return (
    <div className={styles["form"]}>
      <PasskeyTrouble error={signIn.error} />
      <Button busy={signIn.isPending} onClick={() => signIn.mutate()}>
        {say("signIn.passkey")}
      </Button>
    </div>
  );
}

function Form({ onHalf }: { readonly onHalf: (ways: readonly Way[]) => void }) {
  const signIn = useSignIn(onHalf);
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const tenant = useRef<HTMLInputElement>(null);
  // Asked for only after a refusal: hardly anybody belongs to several.
  const [refused, setRefused] = useState(false);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (signIn.isPending || email.current === null || password.current === null) return;
    const given = { email: email.current.value.trim(), password: password.current.value };
    const named = tenant.current?.value.trim() ?? "";
    setMissing({
      ...(given.email === "" && { email: say("signIn.needEmail") }),
      ...(given.password === "" && { password: say("signIn.needPassword") }),
    });
    if (given.email === "") email.current.focus();
    else if (given.password === "") password.current.focus();
    else
      signIn.mutate(
        { ...given, tenant: named === "" ? null : named },
        {
          onError: () => {
            setRefused(true);
            password.current?.select();
          },
        },
      );
  };

  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      {signIn.isError && <Trouble error={signIn.error} done />}
      <TextInput
        ref={email}
        label={say("signIn.email")}
        error={missing.email}
        type="email"
        name="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <PasswordField field={password} label={say("signIn.password")} fault={missing.password} />
      {refused && (
        <TextInput
          ref={tenant}
          label={say("signIn.tenant")}
          description={say("signIn.tenantHint")}
          name="tenant"
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
        />
      )}
      <Button look="main" type="submit" busy={signIn.isPending}>
        {say(signIn.isPending ? "signIn.busy" : "signIn.submit")}
      </Button>
    </form>
  );
}

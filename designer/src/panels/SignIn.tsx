/**
 * Email and password.
 *
 * Never: a password kept after it was sent, or a hint which of the two was wrong.
 */
import { type RefObject, type SyntheticEvent, useRef, useState } from "react";

import { useSignIn } from "../api/session";
import { Button } from "../parts/Button";
import { Field, TextInput } from "../parts/Field";
import { Sign } from "../parts/Sign";
import { say } from "../words";
import styles from "./SignIn.module.css";
import { Trouble } from "./Trouble";

/** `ended`: there was a session, and it is over. */
export function SignIn({ ended }: { readonly ended: boolean }) {
  return (
    <main className={styles["page"]}>
      <div className={styles["claim"]}>
        <p className={styles["brand"]}>
          <Sign size="large" />
          {say("page.title")}
        </p>
        <p className={styles["promise"]}>{say("signIn.claim")}</p>
      </div>
      <div className={styles["side"]}>
        <div className={styles["box"]}>
          <h1>{say("signIn.title")}</h1>
          {ended && <p role="status">{say("signIn.ended")}</p>}
          <Form />
        </div>
      </div>
    </main>
  );
}

function Form() {
  const signIn = useSignIn();
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
      {signIn.isError && <Trouble error={signIn.error} />}
      <Field label={say("signIn.email")} fault={missing.email}>
        {(described) => (
          <TextInput
            {...described}
            ref={email}
            type="email"
            name="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Password field={password} fault={missing.password} />
      {refused && (
        <Field label={say("signIn.tenant")} hint={say("signIn.tenantHint")}>
          {(described) => (
            <TextInput
              {...described}
              ref={tenant}
              name="tenant"
              autoComplete="organization"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <Button look="main" type="submit" busy={signIn.isPending}>
        {say(signIn.isPending ? "signIn.busy" : "signIn.submit")}
      </Button>
    </form>
  );
}

type PasswordProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly fault: string | undefined;
};

function Password({ field, fault }: PasswordProps) {
  const [seen, setSeen] = useState(false);
  const toggle = (
    <Button
      look="quiet"
      aria-label={say(seen ? "signIn.hideLabel" : "signIn.showLabel")}
      onClick={() => {
        setSeen(!seen);
      }}
    >
      {say(seen ? "signIn.hide" : "signIn.show")}
    </Button>
  );
  return (
    <Field label={say("signIn.password")} fault={fault} aside={toggle}>
      {(described) => (
        <TextInput
          {...described}
          ref={field}
          type={seen ? "text" : "password"}
          name="password"
          autoComplete="current-password"
          spellCheck={false}
        />
      )}
    </Field>
  );
}

/**
 * Email and password.
 *
 * Never: a password kept after it was sent, or a hint which of the two was wrong.
 */
import { PasswordInput, TextInput } from "@mantine/core";
import { type RefObject, type SyntheticEvent, useRef, useState } from "react";

import { useSignIn } from "../api/session";
import { Button } from "../parts/Button";
import { Sign } from "../parts/Sign";
import { Trouble } from "../parts/Trouble";
import { useTitle } from "../parts/useTitle";
import { say } from "../words";
import { chooseLanguage, chosenLanguage, type Language, LANGUAGES } from "../words/languages";
import styles from "./SignIn.module.css";

/** `ended`: there was a session, and it is over. */
export function SignIn({ ended }: { readonly ended: boolean }) {
  useTitle(say("signIn.title"));
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
          {ended && <p role="alert">{say("signIn.ended")}</p>}
          <Form />
          <Languages />
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
      <Password field={password} fault={missing.password} />
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

type PasswordProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly fault: string | undefined;
};

function Password({ field, fault }: PasswordProps) {
  const [seen, see] = useState(false);
  return (
    <PasswordInput
      ref={field}
      label={say("signIn.password")}
      error={fault}
      aria-invalid={fault === undefined ? undefined : true}
      name="password"
      autoComplete="current-password"
      spellCheck={false}
      visible={seen}
      onVisibilityChange={see}
      visibilityToggleButtonProps={{
        "aria-label": say(seen ? "signIn.hide" : "signIn.show"),
        tabIndex: 0,
      }}
    />
  );
}

function Languages() {
  return (
    <ul className={styles["languages"]} aria-label={say("signIn.language")}>
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <li key={language}>
          <Button
            look="quiet"
            lang={language}
            aria-pressed={language === chosenLanguage()}
            onClick={() => chooseLanguage(language)}
          >
            {LANGUAGES[language].name}
          </Button>
        </li>
      ))}
    </ul>
  );
}

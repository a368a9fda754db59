/**
 * The second step of a sign-in: a code of the app, a recovery code, or a passkey.
 *
 * Never: a way that this person doesn't have.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useRef, useState } from "react";

import { knowsPasskeys } from "../api/passkeys";
import { usePasskeySignIn, useSecondFactor, type Way } from "../api/session";
import { Button } from "../parts/Button";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";
import { PasskeyTrouble } from "./PasskeyTrouble";
import styles from "./SignIn.module.css";

type Props = { readonly ways: readonly Way[]; readonly onBack: () => void };
type Typed = Exclude<Way, "passkey">;

export function SecondStep({ ways, onBack }: Props) {
  const typed = ways.filter((way): way is Typed => way !== "passkey");
  const [way, choose] = useState<Typed | undefined>(typed[0]);
  const others = typed.filter((other) => other !== way);
  return (
    <div className={styles["form"]}>
      <p>{say("signIn.second")}</p>
      {ways.includes("passkey") && knowsPasskeys() && <ByPasskey />}
      {way !== undefined && <ByCode key={way} way={way} />}
      <div className={styles["others"]}>
        {others.map((other) => (
          <Button key={other} look="quiet" onClick={() => choose(other)}>
            {say(other === "totp" ? "signIn.useTotp" : "signIn.useRecovery")}
          </Button>
        ))}
        <Button look="quiet" onClick={onBack}>
          {say("signIn.again")}
        </Button>
      </div>
    </div>
  );
}

function ByPasskey() {
  const signIn = usePasskeySignIn();
  return (
    <>
      <PasskeyTrouble error={signIn.error} />
      <Button look="main" busy={signIn.isPending} onClick={() => signIn.mutate()}>
        {say("signIn.passkey")}
      </Button>
    </>
  );
}

function ByCode({ way }: { readonly way: Typed }) {
  const second = useSecondFactor();
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const isTotp = way === "totp";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const code = field.current?.value.trim() ?? "";
    setMissing(code === "");
    if (second.isPending) return;
    if (code === "") field.current?.focus();
    else
      second.mutate(isTotp ? { code } : { recoveryCode: code }, {
        onError: () => field.current?.select(),
      });
  };
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      {second.isError && <Trouble error={second.error} done />}
      <TextInput
        ref={field}
        label={say(isTotp ? "signIn.code" : "signIn.recovery")}
        description={say(isTotp ? "signIn.codeMore" : "signIn.recoveryMore")}
        error={missing ? say("signIn.needCode") : undefined}
        name="code"
        dir="ltr"
        inputMode={isTotp ? "numeric" : "text"}
        autoComplete={isTotp ? "one-time-code" : "off"}
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
      />
      <Button look="main" type="submit" busy={second.isPending}>
        {say("signIn.confirm")}
      </Button>
    </form>
  );
}

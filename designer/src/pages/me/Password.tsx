/**
 * Changes the password; the old one is asked for where there is one.
 *
 * Never: a password left in a field after it was taken.
 */
import { useRef, useState } from "react";

import { useChangePassword } from "../../api/security";
import { Button } from "../../parts/Button";
import { PasswordField } from "../../parts/PasswordField";
import { Section } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { useDelicate } from "./Delicate";
import styles from "./Me.module.css";

export function Password({ has }: { readonly has: boolean }) {
  const old = useRef<HTMLInputElement>(null);
  const fresh = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const [changed, setChanged] = useState(false);
  const change = useDelicate(useChangePassword(), () => {
    setChanged(true);
    for (const field of [old, fresh]) if (field.current !== null) field.current.value = "";
  });
  return (
    <Section title={say("signIn.password")} more={say("security.passwordMore")}>
      <form
        className={styles["form"]}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = { old: old.current?.value ?? null, new: fresh.current?.value ?? "" };
          setMissing(wanted.new === "");
          setChanged(false);
          if (wanted.new === "") fresh.current?.focus();
          else if (!change.isPending) change.run(wanted);
        }}
      >
        {change.error !== null && <Trouble error={change.error} done />}
        {has && <PasswordField field={old} label={say("security.old")} fault={undefined} />}
        <PasswordField
          field={fresh}
          label={say("security.new")}
          kind="new-password"
          description={say("security.passwordRules")}
          fault={missing ? say("signIn.needPassword") : undefined}
        />
        <Button type="submit" busy={change.isPending}>
          {say("security.changePassword")}
        </Button>
        {changed && <p role="status">{say("security.passwordChanged")}</p>}
      </form>
      {change.dialog}
    </Section>
  );
}

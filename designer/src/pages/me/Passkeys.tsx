/**
 * Passkeys: a sign-in by the device itself, without a password.
 *
 * Never: one without a name; a person must know which device it was when it is lost.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useRef, useState } from "react";

import { knowsPasskeys } from "../../api/passkeys";
import { type PasskeyShown, useAddPasskey, useRemovePasskey } from "../../api/security";
import { Button } from "../../parts/Button";
import { Lines, Section } from "../../parts/Section";
import { Tag } from "../../parts/Tag";
import { say } from "../../words";
import { exactly } from "../../words/times";
import { PasskeyTrouble } from "../PasskeyTrouble";
import { useDelicate } from "./Delicate";
import styles from "./Me.module.css";

type Props = {
  readonly passkeys: readonly PasskeyShown[];
  readonly onAdded: (codes: readonly string[]) => void;
};

export function Passkeys({ passkeys, onAdded }: Props) {
  const remove = useDelicate(useRemovePasskey());
  return (
    <Section title={say("security.passkeys")} more={say("security.passkeysMore")}>
      <PasskeyTrouble error={remove.error} />
      {passkeys.length > 0 && (
        <Lines label={say("security.passkeys")}>
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <Shown passkey={passkey} />
              <Button
                look="quiet"
                aria-label={say("security.removeNamed", { name: passkey.name })}
                onClick={() => remove.run(passkey.id)}
              >
                {say("security.remove")}
              </Button>
            </li>
          ))}
        </Lines>
      )}
      {knowsPasskeys() ? <Add onAdded={onAdded} /> : <p>{say("security.noPasskeysHere")}</p>}
      {remove.dialog}
    </Section>
  );
}

function Shown({ passkey }: { readonly passkey: PasskeyShown }) {
  const { name, synced, createdAt, usedAt } = passkey;
  return (
    <div className={styles["what"]}>
      <p>
        <bdi>{name}</bdi> {synced && <Tag>{say("security.synced")}</Tag>}
      </p>
      <p className={styles["soft"]}>
        {say("security.since", { moment: exactly(createdAt) })}
        {usedAt !== null && ` · ${say("security.used", { moment: exactly(usedAt) })}`}
      </p>
    </div>
  );
}

function Add({ onAdded }: Pick<Props, "onAdded">) {
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const add = useDelicate(useAddPasskey(), ({ recoveryCodes }) => {
    if (field.current !== null) field.current.value = "";
    onAdded(recoveryCodes);
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const name = field.current?.value.trim() ?? "";
    setMissing(name === "");
    if (name === "") field.current?.focus();
    else if (!add.isPending) add.run(name);
  };
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      <PasskeyTrouble error={add.error} />
      <TextInput
        ref={field}
        label={say("security.passkeyName")}
        description={say("security.passkeyNameMore")}
        error={missing ? say("security.needName") : undefined}
        maxLength={100}
      />
      <Button type="submit" busy={add.isPending}>
        {say("security.passkeyAdd")}
      </Button>
      {add.dialog}
    </form>
  );
}

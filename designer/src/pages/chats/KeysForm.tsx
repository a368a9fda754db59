/**
 * The keys of an app at its vendor's: each with the place where it stands there, saved at once.
 *
 * Never: kept in the fields once they are saved.
 */
import { type SyntheticEvent, useState } from "react";

import { type ChatApp, usePutApp } from "../../api/chats";
import { SaveFooter } from "../../parts/SaveFooter";
import styles from "./Chats.module.css";
import { KeyField } from "./KeyField";
import { faultsOf, type KeyFault, type KeyName, type Typed, wantedOf } from "./keys";

/** What is said of one of them. */
export type KeyWords = {
  readonly label: string;
  readonly description: string;
  /** Shown while it is written only to who asks for it. */
  readonly secret: boolean;
  readonly faults: Readonly<Record<KeyFault, string>>;
};

type Props<Name extends KeyName> = {
  readonly app: ChatApp;
  readonly names: readonly Name[];
  readonly more: string;
  readonly wordsOf: (name: Name) => KeyWords;
};

export function KeysForm<Name extends KeyName>({ app, names, more, wordsOf }: Props<Name>) {
  const given = usePutApp(app.kind);
  const [typed, setTyped] = useState<Typed>({});
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(app, names, typed);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length > 0 || given.isPending) return;
    given.mutate(wantedOf(typed), {
      onSuccess: () => {
        setTyped({});
        setTried(false);
      },
    });
  };
  return (
    <form className={styles["form"]} onSubmit={send} noValidate>
      <p>{more}</p>
      {names.map((name) => {
        const fault = faults[name];
        const words = wordsOf(name);
        return (
          <KeyField
            key={name}
            label={words.label}
            description={words.description}
            value={typed[name] ?? ""}
            secret={words.secret}
            fault={isTried && fault !== undefined ? words.faults[fault] : undefined}
            onChange={(value) => setTyped({ ...typed, [name]: value })}
          />
        );
      })}
      <SaveFooter given={given} />
    </form>
  );
}

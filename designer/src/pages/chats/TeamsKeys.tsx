/**
 * What Azure says of the bot: its id, its secret, and the directory to which it belongs.
 *
 * Never: kept in the fields once it is saved.
 */
import { type SyntheticEvent, useState } from "react";

import { type ChatApp, usePutApp } from "../../api/chats";
import { SaveFooter } from "../../parts/SaveFooter";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { KeyField } from "./KeyField";
import { faultsOf, type KeyFault, type Typed, wantedOf } from "./keys";

const NAMES = ["clientId", "team", "clientSecret"] as const;

export function TeamsKeys({ app }: { readonly app: ChatApp }) {
  const given = usePutApp("teams");
  const [typed, setTyped] = useState<Typed>({});
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(app, NAMES, typed);
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
      <p>{say("teamsSetUp.keys.more")}</p>
      {NAMES.map((name) => (
        <KeyField
          key={name}
          label={say(`teamsSetUp.keys.${name}`)}
          description={descriptionOf(name, app)}
          value={typed[name] ?? ""}
          secret={name === "clientSecret"}
          fault={isTried ? said(faults[name]) : undefined}
          onChange={(value) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <SaveFooter given={given} />
    </form>
  );
}

const said = (fault: KeyFault | undefined) =>
  fault === undefined ? undefined : say(`teamsSetUp.keys.${fault}`);

function descriptionOf(name: (typeof NAMES)[number], app: ChatApp): string {
  const where = say(`teamsSetUp.keys.${name}More`);
  if (app.missing.includes(name)) return where;
  const stays = say("slackSetUp.keys.stays");
  if (name === "clientSecret") return `${where} ${stays}`;
  return `${say("teamsSetUp.keys.now", { id: app[name] ?? "" })} ${stays}`;
}

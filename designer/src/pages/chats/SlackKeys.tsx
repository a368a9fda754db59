/**
 * The keys of the app at Slack, each with the place where it stands there.
 *
 * Never: kept in the fields once they are saved.
 */
import { type SyntheticEvent, useState } from "react";

import { type ChatApp, usePutApp } from "../../api/chats";
import { SaveFooter } from "../../parts/SaveFooter";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { KeyField } from "./KeyField";
import { faultsOf, type KeyFault, type KeyName, type Typed, wantedOf } from "./keys";

const CALLED = ["clientId", "clientSecret", "signingSecret"] as const;
/** Nobody calls, so nothing has to be proven; but a connection has to be opened. */
const CALLING = ["clientId", "clientSecret", "socketToken"] as const;

export function SlackKeys({ app }: { readonly app: ChatApp }) {
  const given = usePutApp("slack");
  const [typed, setTyped] = useState<Typed>({});
  const [isTried, setTried] = useState(false);
  const names = app.socket ? CALLING : CALLED;
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
      <p>{say("slackSetUp.keys.more")}</p>
      {names.map((name) => (
        <KeyField
          key={name}
          label={say(`slackSetUp.keys.${name}`)}
          description={descriptionOf(name, app)}
          value={typed[name] ?? ""}
          secret={name !== "clientId"}
          fault={isTried ? said(faults[name]) : undefined}
          onChange={(value) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      <SaveFooter given={given} />
    </form>
  );
}

const said = (fault: KeyFault | undefined) =>
  fault === undefined ? undefined : say(`slackSetUp.keys.${fault}`);

function descriptionOf(name: Exclude<KeyName, "team">, { missing, clientId }: ChatApp): string {
  if (!missing.includes(name)) {
    const stays = say("slackSetUp.keys.stays");
    return name === "clientId" ? `${say("slackSetUp.keys.now", { id: clientId })} ${stays}` : stays;
  }
  if (name === "socketToken") return say("slackSetUp.keys.socketTokenMore");
  const where = say("slackSetUp.keys.where", { field: say(`slackSetUp.keys.${name}`) });
  return name === "clientId" ? where : `${where}. ${say("slackSetUp.keys.show")}`;
}

/**
 * What Azure says of the bot: its id, its secret, and the directory to which it belongs.
 *
 * Never: a key asked for that nothing here uses.
 */
import type { ChatApp } from "../../api/chats";
import { say } from "../../words";
import { KeysForm, type KeyWords } from "./KeysForm";

const NAMES = ["clientId", "team", "clientSecret"] as const;

type Name = (typeof NAMES)[number];

export function TeamsKeys({ app }: { readonly app: ChatApp }) {
  const wordsOf = (name: Name): KeyWords => ({
    label: say(`teamsSetUp.keys.${name}`),
    description: descriptionOf(name, app),
    secret: name === "clientSecret",
    faults: { needed: say("teamsSetUp.keys.needed"), unfit: say("teamsSetUp.keys.unfit") },
  });
  return <KeysForm app={app} names={NAMES} more={say("teamsSetUp.keys.more")} wordsOf={wordsOf} />;
}

function descriptionOf(name: Name, app: ChatApp): string {
  const where = say(`teamsSetUp.keys.${name}More`);
  if (app.missing.includes(name)) return where;
  const stays = say("slackSetUp.keys.stays");
  if (name === "clientSecret") return `${where} ${stays}`;
  return `${say("teamsSetUp.keys.now", { id: app[name] ?? "" })} ${stays}`;
}

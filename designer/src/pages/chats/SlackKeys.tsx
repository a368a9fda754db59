/**
 * The keys of the app at Slack: which there are, and where each stands on Slack's pages.
 *
 * Never: a key asked for that nothing here uses.
 */
import type { ChatApp } from "../../api/chats";
import { say } from "../../words";
import { KeysForm, type KeyWords } from "./KeysForm";

const CALLED = ["clientId", "clientSecret", "signingSecret"] as const;
/** Nobody calls, so nothing has to be proven; but a connection has to be opened. */
const CALLING = ["clientId", "clientSecret", "socketToken"] as const;

type Name = (typeof CALLED)[number] | (typeof CALLING)[number];

export function SlackKeys({ app }: { readonly app: ChatApp }) {
  const wordsOf = (name: Name): KeyWords => ({
    label: say(`slackSetUp.keys.${name}`),
    description: descriptionOf(name, app),
    secret: name !== "clientId",
    faults: { needed: say("slackSetUp.keys.needed"), unfit: say("slackSetUp.keys.unfit") },
  });
  const names: readonly Name[] = app.socket ? CALLING : CALLED;
  return <KeysForm app={app} names={names} more={say("slackSetUp.keys.more")} wordsOf={wordsOf} />;
}

function descriptionOf(name: Name, { missing, clientId }: ChatApp): string {
  if (!missing.includes(name)) {
    const stays = say("slackSetUp.keys.stays");
    return name === "clientId" ? `${say("slackSetUp.keys.now", { id: clientId })} ${stays}` : stays;
  }
  if (name === "socketToken") return say("slackSetUp.keys.socketTokenMore");
  const where = say("slackSetUp.keys.where", { field: say(`slackSetUp.keys.${name}`) });
  return name === "clientId" ? where : `${where}. ${say("slackSetUp.keys.show")}`;
}

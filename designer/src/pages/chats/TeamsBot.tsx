/**
 * The bot that stands behind the app in Teams: how it is registered, with the address it calls.
 *
 * Never: an address shown that is not this organisation's own.
 */
import { type ChatApp, usePutApp } from "../../api/chats";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { CopyLine } from "./CopyLine";
import { Elsewhere } from "./Elsewhere";

const AZURE = "https://portal.azure.com/#create/Microsoft.AzureBot";

export function TeamsBot({ app }: { readonly app: ChatApp | null }) {
  return app === null ? <Begin /> : <Register app={app} />;
}

function Begin() {
  const given = usePutApp("teams");
  return (
    <>
      <p>{say("teamsSetUp.bot.beginMore")}</p>
      <Button look="main" busy={given.isPending} onClick={() => given.mutate({})}>
        {say("teamsSetUp.bot.begin")}
      </Button>
      {given.error !== null && <Trouble error={given.error} done />}
    </>
  );
}

function Register({ app: { urls } }: { readonly app: ChatApp }) {
  return (
    <>
      <p>{say("teamsSetUp.bot.more")}</p>
      <Elsewhere to={AZURE} look="main">
        {say("teamsSetUp.bot.open")}
      </Elsewhere>
      <ol className={styles["turns"]}>
        <li>{say("teamsSetUp.bot.make")}</li>
        <li>
          <p>{say("teamsSetUp.bot.endpoint")}</p>
          <CopyLine name={say("teamsSetUp.bot.endpointName")} text={urls["messages"] ?? ""} />
        </li>
        <li>{say("teamsSetUp.bot.channel")}</li>
      </ol>
    </>
  );
}

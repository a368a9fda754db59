/**
 * Lets the app into a workspace: on Slack's own page, or by a token where Slack can't come back.
 *
 * Never: installed without the page on which Slack says what the app may do.
 */
import { type SyntheticEvent, useState } from "react";

import { type ChatApp, useAddPlace, useBeginInstallation } from "../../api/chats";
import { Button } from "../../parts/Button";
import { SaveFooter } from "../../parts/SaveFooter";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { KeyField } from "./KeyField";
import { faultOf } from "./keys";
import { Places } from "./Places";

export function SlackInstall({ app }: { readonly app: ChatApp | null }) {
  if (app?.ready !== true)
    return <p className={styles["soft"]}>{say("slackSetUp.install.notYet")}</p>;
  return (
    <>
      {app.places.length > 0 && <Places kind="slack" places={app.places} />}
      {app.installable ? <ByPage app={app} /> : <ByToken />}
    </>
  );
}

function ByPage({ app: { places } }: { readonly app: ChatApp }) {
  const begun = useBeginInstallation();
  const isFirst = places.length === 0;
  const begin = () =>
    begun.mutate(undefined, { onSuccess: ({ url }) => window.location.assign(url) });
  return (
    <>
      <p>{say("slackSetUp.install.more")}</p>
      <Button
        look={isFirst ? "main" : "plain"}
        busy={begun.isPending || begun.isSuccess}
        onClick={begin}
      >
        {say(isFirst ? "slackSetUp.install.deed" : "slackSetUp.install.again")}
      </Button>
      {begun.error !== null && <Trouble error={begun.error} done />}
    </>
  );
}

function ByToken() {
  const given = useAddPlace();
  const [token, setToken] = useState("");
  const [isTried, setTried] = useState(false);
  const fault = faultOf(token, true);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (fault !== undefined || given.isPending) return;
    given.mutate(token, {
      onSuccess: () => {
        setToken("");
        setTried(false);
      },
    });
  };
  return (
    <form className={styles["form"]} onSubmit={send} noValidate>
      <p>{say("slackSetUp.install.byToken")}</p>
      <p>{say("slackSetUp.install.byTokenWhere")}</p>
      <KeyField
        label={say("slackSetUp.install.token")}
        description={say("slackSetUp.install.tokenMore")}
        value={token}
        secret
        fault={isTried && fault !== undefined ? say(`slackSetUp.keys.${fault}`) : undefined}
        onChange={setToken}
      />
      <SaveFooter given={given} />
    </form>
  );
}

/**
 * How Slack reaches us: by a public address, or by a connection that we open ourselves.
 *
 * Never: a way chosen for somebody; it is said which one fits.
 */
import { Radio } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { type ChatApp, usePutApp } from "../../api/chats";
import { isPublic } from "../../model/reach";
import { SaveFooter } from "../../parts/SaveFooter";
import { say } from "../../words";
import { addressOf } from "./address";
import styles from "./Chats.module.css";

type Way = "public" | "socket";

export function SlackReach({ app }: { readonly app: ChatApp | null }) {
  const given = usePutApp("slack");
  const address = addressOf(app);
  const fitting: Way = isPublic(address) ? "public" : "socket";
  const [way, setWay] = useState<Way>(app === null ? fitting : wayOf(app));
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!given.isPending) given.mutate({ socket: way === "socket" });
  };
  const label = (one: Way) =>
    one === fitting
      ? say("slackSetUp.reach.fitting", { way: say(`slackSetUp.reach.${one}`) })
      : say(`slackSetUp.reach.${one}`);
  return (
    <form className={styles["form"]} onSubmit={send} noValidate>
      <p>
        {say(`slackSetUp.reach.${fitting === "public" ? "isPublic" : "isPrivate"}`, { address })}
      </p>
      <Radio.Group
        value={way}
        aria-label={say("slackSetUp.reach.title")}
        onChange={(chosen) => setWay(chosen === "socket" ? "socket" : "public")}
      >
        <div className={styles["ways"]}>
          <Radio
            value="public"
            label={label("public")}
            description={say("slackSetUp.reach.publicMore", { address })}
          />
          <Radio
            value="socket"
            label={label("socket")}
            description={say("slackSetUp.reach.socketMore")}
          />
        </div>
      </Radio.Group>
      {app !== null && app.clientId !== "" && (
        <p className={styles["soft"]}>{say("slackSetUp.reach.again")}</p>
      )}
      <SaveFooter given={given} />
    </form>
  );
}

const wayOf = ({ socket }: ChatApp): Way => (socket ? "socket" : "public");

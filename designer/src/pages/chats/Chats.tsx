/**
 * Where people decide outside of here: how each chat stands, and the conversations that are told.
 *
 * Never: something wrong shown without what to do about it, first.
 */
import { useChats, useConversations } from "../../api/chats";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { AppCard, WorkflowsCard } from "./Cards";
import styles from "./Chats.module.css";
import { Conversations } from "./Conversations";

export function Chats() {
  const { data: chats, error } = useChats();
  const conversations = useConversations();
  const failed = error ?? conversations.error;
  return (
    <Page title={say("chats.title")}>
      <p className={styles["hint"]}>{say("chats.hint")}</p>
      {chats === undefined || conversations.data === undefined ? (
        <NotYet error={failed} />
      ) : (
        <>
          <div className={styles["cards"]}>
            <AppCard kind="slack" app={chats.slack} />
            <AppCard kind="teams" app={chats.teams} />
            <WorkflowsCard
              conversations={conversations.data.items.filter(({ kind }) => kind === "workflows")}
            />
          </div>
          <Conversations chats={chats} list={conversations.data} />
        </>
      )}
    </Page>
  );
}

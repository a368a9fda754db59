/**
 * One conversation: where it is, what is shown there, and what can be done with it.
 *
 * Never: taken away by one press.
 */
import { useState } from "react";

import { type Conversation, useRemoveConversation, useTestConversation } from "../../api/chats";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { RowMore } from "../../parts/Row";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { LANGUAGES } from "../../words/languages";
import { Question } from "../run/Question";
import styles from "./Chats.module.css";
import { ConversationForm } from "./ConversationForm";
import { type Place, whereOf, whichOf } from "./shown";
import { ON } from "./standing";

type Props = { readonly conversation: Conversation; readonly places: readonly Place[] };

export function ConversationEntry({ conversation, places }: Props) {
  const { kind, name, processes, language, state, reason } = conversation;
  return (
    <article className={styles["entry"]} aria-label={name}>
      <p className={styles["line"]}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <Tag>{say(state === ON ? "conversations.on" : "conversations.lost")}</Tag>
      </p>
      {state !== ON && (
        <Notice
          title={say("conversations.lostOf", { name })}
          remedy={say(`conversations.lostMore.${kind}`)}
          trace={reason === null ? undefined : say("chats.places.said", { reason })}
        />
      )}
      <RowMore>
        {whereOf(conversation, places).map((one) => (
          <bdi key={one}>{one}</bdi>
        ))}
        <bdi>{whichOf(processes)}</bdi>
        <span lang={language}>{LANGUAGES[language].name}</span>
      </RowMore>
      <Deeds conversation={conversation} places={places} />
    </article>
  );
}

function Deeds({ conversation, places }: Props) {
  const { id, name, kind } = conversation;
  const [asked, ask] = useState<"change" | "remove">();
  useFocusBack(asked !== undefined);
  const test = useTestConversation(id);
  const shut = () => ask(undefined);
  return (
    <>
      <div className={styles["line"]}>
        <Button busy={test.isPending} onClick={() => test.mutate(undefined)}>
          {say("conversations.test")}
        </Button>
        <Button onClick={() => ask("change")}>{say("conversations.change")}</Button>
        <Button look="quiet" onClick={() => ask("remove")}>
          {say("conversations.remove")}
        </Button>
      </div>
      {test.data !== undefined && (
        <p role="status" className={styles["good"]}>
          {say("conversations.sent", { name: test.data.name })}
        </p>
      )}
      {test.error !== null && <Trouble error={test.error} done />}
      {asked === "change" && (
        <ConversationForm
          conversation={conversation}
          kinds={[kind]}
          places={places}
          onClose={shut}
        />
      )}
      {asked === "remove" && <Remove id={id} name={name} onClose={shut} />}
    </>
  );
}

type RemoveProps = { readonly id: string; readonly name: string; readonly onClose: () => void };

function Remove({ id, name, onClose }: RemoveProps) {
  const given = useRemoveConversation(id);
  return (
    <Question
      title={say("conversations.removeTitle", { name })}
      submit={say("conversations.remove")}
      given={given}
      onSubmit={() => given.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("conversations.removeMore")}</p>
    </Question>
  );
}

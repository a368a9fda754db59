/**
 * The conversations in which approvals are shown to all who read there.
 *
 * Never: more than may be; then it is said instead of refused.
 */
import { useState } from "react";

import type { Chats, Conversation } from "../../api/chats";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { ConversationEntry } from "./ConversationEntry";
import { ConversationForm } from "./ConversationForm";
import { KINDS } from "./standing";
import { placesOf } from "./shown";

type Props = {
  readonly chats: Chats;
  readonly list: { readonly items: readonly Conversation[]; readonly most: number };
};

export function Conversations({ chats, list: { items, most } }: Props) {
  const [isAdding, add] = useState(false);
  useFocusBack(isAdding);
  const places = placesOf(chats);
  const isFull = items.length >= most;
  return (
    <section className={styles["part"]} aria-labelledby="conversations">
      <div className={styles["partHead"]}>
        <h2 id="conversations">{say("conversations.title")}</h2>
        {!isFull && (
          <Button onClick={() => add(true)}>
            <AddIcon size={16} stroke={1.7} aria-hidden="true" />
            {say("conversations.new")}
          </Button>
        )}
      </div>
      <p className={styles["hint"]}>{say("conversations.hint")}</p>
      {isFull && <p className={styles["hint"]}>{say("conversations.full", { most })}</p>}
      {items.length === 0 ? (
        <Empty title={say("conversations.empty")}>
          <p>{say("conversations.emptyMore")}</p>
        </Empty>
      ) : (
        <ListOf label={say("conversations.title")} items={items} keyOf={({ id }) => id}>
          {(one) => <ConversationEntry conversation={one} places={places} />}
        </ListOf>
      )}
      {isAdding && <ConversationForm kinds={KINDS} places={places} onClose={() => add(false)} />}
    </section>
  );
}

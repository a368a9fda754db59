/**
 * Which channel of a place: chosen among those in which the app is, or by its link.
 *
 * Never: a list that hides why it is empty; nor without a way to name what it has not.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { type ConversationChoice, usePlaceConversations } from "../../api/chats";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { SearchSelect } from "../../parts/SearchSelect";
import { say } from "../../words";
import styles from "./Chats.module.css";

type Props = {
  readonly kind: "slack" | "teams";
  readonly place: string;
  readonly value: string;
  readonly fault: string | undefined;
  /** With its name, where it was chosen. */
  readonly onChange: (conversation: string, name?: string) => void;
};

export function ConversationField({ kind, place, value, fault, onChange }: Props) {
  const { data, error } = usePlaceConversations(place);
  const [isTyped, setTyped] = useState(false);
  const items = data?.items ?? [];
  const chosen = items.find(({ conversation }) => conversation === value);
  const isForeign = data !== undefined && value !== "" && chosen === undefined;
  const isEmpty = data !== undefined && items.length === 0;
  if (isTyped || isForeign || isEmpty || error !== null)
    return (
      <>
        {error !== null && <Trouble error={error} />}
        {isEmpty && (
          <p role="status" className={styles["soft"]}>
            {say(`conversations.none.${kind}`)}
          </p>
        )}
        <Typed
          {...{ kind, value, fault }}
          onChange={(typed) => {
            setTyped(true);
            onChange(typed);
          }}
        />
        {items.length > 0 && (
          <Button
            look="quiet"
            onClick={() => {
              setTyped(false);
              onChange("");
            }}
          >
            {say("conversations.choose")}
          </Button>
        )}
      </>
    );
  return (
    <div className={styles["chosen"]}>
      <SearchSelect
        label={say("conversations.conversation")}
        placeholder={say(data === undefined ? "conversations.looking" : "form.choose")}
        description={say(`conversations.listed.${kind}`)}
        choices={items.map((one) => ({ value: one.conversation, label: labelOf(one) }))}
        value={chosen?.conversation}
        fault={fault}
        isIdle={data === undefined}
        onChange={(conversation = "") => {
          const one = items.find((each) => each.conversation === conversation);
          onChange(conversation, one && labelOf(one));
        }}
      />
      <Button look="quiet" onClick={() => setTyped(true)}>
        {say("conversations.notListed")}
      </Button>
    </div>
  );
}

type TypedProps = Omit<Props, "place" | "onChange"> & {
  readonly onChange: (conversation: string) => void;
};

function Typed({ kind, value, fault, onChange }: TypedProps) {
  return (
    <TextInput
      dir="ltr"
      spellCheck={false}
      autoComplete="off"
      label={say("conversations.link")}
      description={say(kind === "slack" ? "conversations.slackMore" : "conversations.teamsMore")}
      value={value}
      error={fault}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** As people call it; the first channel of a team has no name of its own. */
function labelOf({ team, name }: ConversationChoice): string {
  const channel = name ?? say("conversations.general");
  return team === null ? channel : say("conversations.inTeam", { team, channel });
}

/**
 * A channel of Teams that is told by an address of Workflows: how it is made, and what it can't do.
 *
 * Never: its limits left to be found out.
 */
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { type Conversation, useConversations } from "../../api/chats";
import { Button } from "../../parts/Button";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Section, Sections } from "../../parts/Section";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import styles from "./Chats.module.css";
import { ConversationEntry } from "./ConversationEntry";
import { ConversationForm } from "./ConversationForm";
import { stepOf } from "./standing";
import { Step, Steps } from "./Step";

const LIMITS = ["hosted", "update", "size", "pace"] as const;
const TURNS = ["open", "choose", "sign", "copy"] as const;

export function WorkflowsSetUp() {
  const { data, error } = useConversations();
  return (
    <Page title={say("workflowsSetUp.title")} above={<Link to="/chats">{say("chats.above")}</Link>}>
      <p className={styles["hint"]}>{say("workflowsSetUp.hint")}</p>
      {data === undefined ? (
        <NotYet error={error} />
      ) : (
        <SetUp
          items={data.items.filter(({ kind }) => kind === "workflows")}
          isFull={data.items.length >= data.most}
        />
      )}
      <Sections>
        <Section title={say("workflowsSetUp.limitsTitle")}>
          <ul className={styles["bullets"]}>
            {LIMITS.map((limit) => (
              <li key={limit}>{say(`workflowsSetUp.limits.${limit}`)}</li>
            ))}
          </ul>
        </Section>
      </Sections>
    </Page>
  );
}

type Props = { readonly items: readonly Conversation[]; readonly isFull: boolean };

function SetUp({ items, isFull }: Props) {
  const [isAdding, add] = useState(false);
  useFocusBack(isAdding);
  const isThere = items.length > 0;
  return (
    <Steps>
      <Step number={1} title={say("workflowsSetUp.make.title")} state={stepOf(isThere, true)}>
        <ol className={styles["turns"]}>
          {TURNS.map((turn) => (
            <li key={turn}>{say(`workflowsSetUp.make.${turn}`)}</li>
          ))}
        </ol>
      </Step>
      <Step
        number={2}
        title={say("workflowsSetUp.add.title")}
        state={stepOf(isThere, true)}
        outcome={say("chats.channels", { count: items.length })}
      >
        <p>{say("workflowsSetUp.add.more")}</p>
        <Button look={isThere ? "plain" : "main"} idle={isFull} onClick={() => add(true)}>
          {say("conversations.new")}
        </Button>
      </Step>
      <Step number={3} title={say("workflowsSetUp.try.title")} state={stepOf(false, isThere)}>
        <p>{say("workflowsSetUp.try.more")}</p>
        {isThere ? (
          <ListOf label={say("workflowsSetUp.title")} items={items} keyOf={({ id }) => id}>
            {(one) => <ConversationEntry conversation={one} places={[]} />}
          </ListOf>
        ) : (
          <p className={styles["soft"]}>{say("workflowsSetUp.try.notYet")}</p>
        )}
      </Step>
      {isAdding && (
        <ConversationForm kinds={["workflows"]} places={[]} onClose={() => add(false)} />
      )}
    </Steps>
  );
}

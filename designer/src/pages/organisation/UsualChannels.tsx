/**
 * How the organisation tells those of its people who have chosen nothing.
 *
 * Never: a choice of a person undone; whoever has chosen goes on as they have.
 */
import { type SyntheticEvent, useState } from "react";

import { type UsualChoice, useChooseUsualChannels, useUsualChannels } from "../../api/tenants";
import { Button } from "../../parts/Button";
import { NotYet } from "../../parts/NotYet";
import { SaveFooter } from "../../parts/SaveFooter";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import { asWanted, ChannelTable, isSame, type Told, type Topic } from "../ChannelTable";
import styles from "./UsualChannels.module.css";

type Changed = Partial<Record<Topic, Told>>;

export function UsualChannels() {
  const usual = useUsualChannels();
  return (
    <Section title={say("usualTelling.title")} more={say("usualTelling.more")}>
      {usual.data === undefined ? (
        <NotYet error={usual.error} />
      ) : (
        <Form choices={usual.data.items} chats={usual.data.chats} />
      )}
    </Section>
  );
}

type FormProps = {
  readonly choices: readonly UsualChoice[];
  readonly chats: readonly ("slack" | "teams")[];
};

function Form({ choices, chats }: FormProps) {
  const given = useChooseUsualChannels();
  const [changed, change] = useState<Changed>({});
  const now = choices.map((one) => ({ ...one, ...changed[one.topic] }));
  const set = (next: Changed) => {
    given.reset();
    change(next);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (given.isPending) return;
    given.mutate(asWanted(now), {
      onSuccess: () => {
        change({});
      },
    });
  };
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      <ChannelTable
        topics={now}
        chats={chats}
        onChange={(topic, told) => {
          set({ ...changed, [topic]: told });
        }}
      />
      {!now.every((one) => isSame(one, one.first)) && (
        <Button
          look="quiet"
          onClick={() => {
            set(Object.fromEntries(choices.map(({ topic, first }) => [topic, first])));
          }}
        >
          {say("usualTelling.first")}
        </Button>
      )}
      <SaveFooter given={given} />
    </form>
  );
}

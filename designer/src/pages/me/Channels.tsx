/**
 * By which ways one is told of what; the tray has all of it, whatever is chosen.
 *
 * Never: somebody whom nothing reaches any more.
 */
import { Checkbox } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import { type ChannelChoice, useChannels, useChooseChannels } from "../../api/security";
import { Button } from "../../parts/Button";
import { CheckIcon } from "../../parts/icons";
import { NotYet } from "../../parts/NotYet";
import { SaveFooter } from "../../parts/SaveFooter";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import styles from "./Channels.module.css";

const route = getRouteApi("/me");

type Topic = ChannelChoice["topic"];
type Channel = ChannelChoice["channels"][number];
type Chosen = Partial<Record<Topic, readonly Channel[]>>;

export function Channels() {
  const channels = useChannels();
  const isMeant = route.useSearch().open === "channels";
  const place = useRef<HTMLDivElement>(null);
  const isThere = channels.data !== undefined;
  useEffect(() => {
    if (!isMeant || !isThere) return;
    place.current?.scrollIntoView({ block: "start" });
    place.current?.focus({ preventScroll: true });
  }, [isMeant, isThere]);
  return (
    <div ref={place} tabIndex={-1} className={styles["place"]}>
      <Section title={say("telling.title")} more={say("telling.more")}>
        {channels.data === undefined ? (
          <NotYet error={channels.error} />
        ) : (
          <Form choices={channels.data.items} />
        )}
      </Section>
    </div>
  );
}

function Form({ choices }: { readonly choices: readonly ChannelChoice[] }) {
  const given = useChooseChannels();
  const [changed, change] = useState<Chosen>({});
  const now = (one: ChannelChoice) => changed[one.topic] ?? one.channels;
  const isUsual = choices.every((one) => isSame(now(one), one.usual));
  const set = (next: Chosen) => {
    given.reset();
    change(next);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (given.isPending) return;
    given.mutate(Object.fromEntries(choices.map((one) => [one.topic, [...now(one)]])), {
      onSuccess: () => change({}),
    });
  };
  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{say("telling.topic")}</th>
            <th scope="col">{say("telling.portal")}</th>
            <th scope="col">{say("telling.email")}</th>
          </tr>
        </thead>
        <tbody>
          {choices.map((one) => (
            <Line
              key={one.topic}
              topic={one.topic}
              channels={now(one)}
              onChange={(channels) => set({ ...changed, [one.topic]: channels })}
            />
          ))}
        </tbody>
      </table>
      {!isUsual && (
        <Button
          look="quiet"
          onClick={() => set(Object.fromEntries(choices.map(({ topic, usual }) => [topic, usual])))}
        >
          {say("telling.usual")}
        </Button>
      )}
      <SaveFooter given={given} />
    </form>
  );
}

type LineProps = {
  readonly topic: Topic;
  readonly channels: readonly Channel[];
  readonly onChange: (channels: readonly Channel[]) => void;
};

function Line({ topic, channels, onChange }: LineProps) {
  const name = say(`topics.${topic}`);
  const label = say("telling.by", { topic: name, channel: say("telling.email") });
  return (
    <tr>
      <th scope="row">
        <span className={styles["topic"]}>{name}</span>
        <span className={styles["more"]}>{say(`topicsMore.${topic}`)}</span>
      </th>
      <td>
        <span className={styles["always"]}>
          <CheckIcon size={16} stroke={1.8} aria-hidden="true" />
          {say("telling.always")}
        </span>
      </td>
      <td>
        <Checkbox
          checked={channels.includes("email")}
          aria-label={label}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? ["email", "portal"] : ["portal"])
          }
        />
      </td>
    </tr>
  );
}

function isSame(some: readonly Channel[], others: readonly Channel[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

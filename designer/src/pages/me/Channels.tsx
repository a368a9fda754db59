/**
 * By which ways one is told of what, and how soon; the tray has all of it, whatever is chosen.
 *
 * Never: somebody whom nothing reaches any more.
 */
import { getRouteApi } from "@tanstack/react-router";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import {
  type ChannelChoice,
  type ChatFound,
  useChannels,
  useChooseChannels,
} from "../../api/security";
import { Button } from "../../parts/Button";
import { NotYet } from "../../parts/NotYet";
import { SaveFooter } from "../../parts/SaveFooter";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import { asWanted, ChannelTable, isSame, type Told, type Topic } from "../ChannelTable";
import styles from "./Channels.module.css";

const route = getRouteApi("/me");

type Changed = Partial<Record<Topic, Told>>;

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
          <Form choices={channels.data.items} chats={channels.data.chats} />
        )}
      </Section>
    </div>
  );
}

type FormProps = {
  readonly choices: readonly ChannelChoice[];
  readonly chats: readonly ChatFound[];
};

function Form({ choices, chats }: FormProps) {
  const given = useChooseChannels();
  const [changed, change] = useState<Changed>({});
  const now = choices.map((one) => ({ ...one, ...changed[one.topic] }));
  const isUsual = now.every((one) => isSame(one, usualOf(one)));
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
      {chats
        .filter(({ state }) => state === "unknown")
        .map(({ channel }) => (
          <p key={channel} className={styles["unknown"]}>
            {say(`tellingUnknown.${channel}`)}
          </p>
        ))}
      <ChannelTable
        topics={now}
        chats={chats.map(({ channel }) => channel)}
        onChange={(topic, told) => {
          set({ ...changed, [topic]: told });
        }}
      />
      {!isUsual && (
        <Button
          look="quiet"
          onClick={() => {
            set(Object.fromEntries(choices.map((one) => [one.topic, usualOf(one)])));
          }}
        >
          {say("telling.usual")}
        </Button>
      )}
      <SaveFooter given={given} />
    </form>
  );
}

type Usual = Pick<ChannelChoice, "usual" | "usualPace" | "usualHour">;

function usualOf({ usual, usualPace, usualHour }: Usual): Told {
  return { channels: usual, pace: usualPace, hour: usualHour };
}

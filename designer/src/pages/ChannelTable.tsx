/**
 * By which ways topics are told, and how soon: for somebody, or for the whole organisation.
 *
 * Never: a topic that stands in no tray; the portal has all of it, whatever is chosen.
 */
import { Checkbox, NativeSelect } from "@mantine/core";

import type { ChannelChoice } from "../api/security";
import { CheckIcon } from "../parts/icons";
import { say } from "../words";
import styles from "./ChannelTable.module.css";

export type Topic = ChannelChoice["topic"];
export type Channel = ChannelChoice["channels"][number];
export type Pace = ChannelChoice["pace"];

/** How one topic is told. */
export type Told = {
  readonly channels: readonly Channel[];
  readonly pace: Pace;
  readonly hour: number | null;
};
export type TopicTold = Told & { readonly topic: Topic };
type Way = Exclude<Channel, "portal">;

type Props = {
  readonly topics: readonly TopicTold[];
  readonly chats: readonly ("slack" | "teams")[];
  readonly onChange: (topic: Topic, told: Told) => void;
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const USUAL_HOUR = 9;

export function ChannelTable({ topics, chats, onChange }: Props) {
  const ways: readonly Way[] = ["email", ...chats];
  return (
    <table className={styles["table"]}>
      <thead>
        <tr>
          <th scope="col">{say("telling.topic")}</th>
          <th scope="col">{say("telling.ways")}</th>
          <th scope="col">{say("telling.when")}</th>
        </tr>
      </thead>
      <tbody>
        {topics.map((one) => (
          <Line
            key={one.topic}
            told={one}
            ways={ways}
            onChange={(told) => {
              onChange(one.topic, told);
            }}
          />
        ))}
      </tbody>
    </table>
  );
}

type LineProps = {
  readonly told: TopicTold;
  readonly ways: readonly Way[];
  readonly onChange: (told: Told) => void;
};

function Line({ told, ways, onChange }: LineProps) {
  const { topic, channels, pace, hour } = told;
  const name = say(`topics.${topic}`);
  const isOutward = ways.some((way) => channels.includes(way));
  return (
    <tr>
      <th scope="row">
        <span className={styles["topic"]}>{name}</span>
        <span className={styles["more"]}>{say(`topicsMore.${topic}`)}</span>
      </th>
      <td>
        <span className={styles["ways"]}>
          <span className={styles["always"]}>
            <CheckIcon size={16} stroke={1.8} aria-hidden="true" />
            {say("telling.portal")}
          </span>
          {ways.map((way) => (
            <Checkbox
              key={way}
              checked={channels.includes(way)}
              label={say(`telling.${way}`)}
              aria-label={say("telling.by", { topic: name, channel: say(`telling.${way}`) })}
              onChange={({ currentTarget: { checked } }) => {
                onChange({ pace, hour, channels: withWay(channels, way, checked) });
              }}
            />
          ))}
        </span>
      </td>
      <td>
        <NativeSelect
          aria-label={say("telling.by", { topic: name, channel: say("telling.when") })}
          disabled={!isOutward}
          value={spelled(pace, hour)}
          data={paces()}
          onChange={({ currentTarget: { value } }) => {
            onChange({ channels, ...paceOf(value) });
          }}
        />
      </td>
    </tr>
  );
}

/** In the order in which they are tried, the portal last. */
function withWay(channels: readonly Channel[], way: Way, isOn: boolean): readonly Channel[] {
  const others = channels.filter((one) => one !== way && one !== "portal");
  return [...others, ...(isOn ? [way] : []), "portal"];
}

function paces() {
  return [
    { value: "at-once", label: say("telling.at-once") },
    { value: "hourly", label: say("telling.hourly") },
    ...HOURS.map((hour) => ({
      value: spelled("daily", hour),
      label: say("telling.daily", { time: `${String(hour).padStart(2, "0")}:00` }),
    })),
  ];
}

function spelled(pace: Pace, hour: number | null): string {
  return pace === "daily" ? `daily/${String(hour ?? USUAL_HOUR)}` : pace;
}

function paceOf(value: string): { readonly pace: Pace; readonly hour: number | null } {
  if (value === "at-once" || value === "hourly") return { pace: value, hour: null };
  return { pace: "daily", hour: Number(value.slice("daily/".length)) };
}

/** As the API takes them. */
export function asWanted(topics: readonly TopicTold[]) {
  return {
    channels: Object.fromEntries(topics.map(({ topic, channels }) => [topic, [...channels]])),
    paces: Object.fromEntries(
      topics.map(({ topic, pace, hour }) => [topic, hour === null ? { pace } : { pace, hour }]),
    ),
  };
}

export function isSame(one: Told, other: Told): boolean {
  return (
    one.pace === other.pace &&
    one.hour === other.hour &&
    one.channels.length === other.channels.length &&
    one.channels.every((channel, at) => channel === other.channels[at])
  );
}

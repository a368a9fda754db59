/**
 * How much there is of what is limited: a bar and its words for each.
 *
 * Never: told by the length of a bar alone.
 */
import type { Limits } from "../../api/tenants";
import { say, type Word } from "../../words";
import styles from "./Organisation.module.css";
import { sized } from "./sized";

type Use = {
  readonly runsToday: number;
  readonly runsAtOnce?: number;
  readonly definitions: number;
  readonly people: number;
  readonly bytes: number;
};
type Props = { readonly limits: Limits; readonly use: Use };

export function UseBars({ limits, use }: Props) {
  return (
    <ul className={styles["bars"]}>
      <Bar word="organisation.runsADay" has={use.runsToday} most={limits.runsADay} />
      {use.runsAtOnce !== undefined && (
        <Bar word="organisation.runsAtOnce" has={use.runsAtOnce} most={limits.runsAtOnce} />
      )}
      <Bar word="organisation.definitions" has={use.definitions} most={limits.definitions} />
      <Bar word="organisation.people" has={use.people} most={limits.people} />
      <Bar word="organisation.bytes" has={use.bytes} most={limits.bytes} isSize />
    </ul>
  );
}

type BarProps = {
  readonly word: Word;
  readonly has: number;
  readonly most: number | null | undefined;
  readonly isSize?: boolean;
};

function Bar({ word, has, most, isSize = false }: BarProps) {
  const told = (amount: number) => sized(amount, isSize);
  const isLimited = most !== null && most !== undefined;
  return (
    <li>
      <span>{say(word)}</span>
      <span>
        {isLimited
          ? say("organisation.hasOf", { has: told(has), most: told(most) })
          : say("organisation.hasAny", { has: told(has) })}
      </span>
      {isLimited && (
        <meter aria-label={say(word)} min={0} max={Math.max(most, 1)} value={Math.min(has, most)} />
      )}
    </li>
  );
}

/**
 * The tasks of two runs side by side, each with what differs in words.
 *
 * Never: a difference told by colour or place alone.
 */
import { useState } from "react";

import { type Difference, isOther, type Pair, type Side } from "../../model/versus";
import { StateWord } from "../../parts/StateWord";
import { locale, say } from "../../words";
import { span } from "../../words/times";
import styles from "./Compare.module.css";
import { TaskLink } from "./TaskLink";
import { ValueDiff } from "./ValueDiff";

/** More than a person reads; the rest comes when asked for. */
const MOST = 200;

export function Pairs({ pairs }: { readonly pairs: readonly Pair[] }) {
  if (pairs.length === 0) return null;
  return (
    <ol className={styles["pairs"]}>
      {pairs.slice(0, MOST).map((pair) => (
        <li key={pair.key} data-depth={Math.min(pair.depth, 4)}>
          <Entry pair={pair} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ pair }: { readonly pair: Pair }) {
  const { here, there, name, pointer, differences } = pair;
  return (
    <article className={styles["pair"]} aria-label={name}>
      <div className={styles["name"]}>
        {here === undefined ? <bdi>{name}</bdi> : <TaskLink pointer={pointer} />}
        {differences.length > 0 && (
          <span className={styles["soft"]}>
            {new Intl.ListFormat(locale(), { type: "unit" }).format(
              differences.map((one) => wordsOf(one, pair)),
            )}
          </span>
        )}
      </div>
      <OneSide label={say("versus.here")} side={here} />
      <OneSide label={say("versus.there")} side={there} />
      <Values pair={pair} />
    </article>
  );
}

function OneSide({ label, side }: { readonly label: string; readonly side: Side | undefined }) {
  return (
    <div className={styles["side"]}>
      <span className={styles["soft"]}>{label}</span>
      {side === undefined ? (
        <span className={styles["soft"]}>{say("versus.notThere")}</span>
      ) : (
        <span className={styles["became"]}>
          <StateWord state={side.state} />
          <span className={styles["soft"]}>
            {side.visits > 1 && `${say("canvas.times", { count: side.visits })} `}
            {side.milliseconds !== undefined && side.state !== "skipped" && span(side.milliseconds)}
          </span>
        </span>
      )}
    </div>
  );
}

function Values({ pair: { here, there, name } }: { readonly pair: Pair }) {
  const [open, setOpen] = useState(false);
  if (here === undefined || there === undefined) return null;
  const names = (["input", "output"] as const).filter((one) => isOther(here[one], there[one]));
  if (names.length === 0) return null;
  return (
    <details
      className={styles["values"]}
      onToggle={(event) => {
        // Those inside tell of themselves here too.
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
      }}
    >
      <summary>{say("versus.values", { task: name })}</summary>
      {open &&
        names.map((one) => (
          <ValueDiff key={one} name={say(`run.${one}`)} here={here[one]} there={there[one]} open />
        ))}
    </details>
  );
}

function wordsOf(difference: Difference, { here, there }: Pair): string {
  switch (difference) {
    case "visits":
      return say("versus.visits", { here: here?.visits ?? 0, there: there?.visits ?? 0 });
    case "slower": {
      const times = (here?.milliseconds ?? 0) / Math.max(1, there?.milliseconds ?? 1);
      return say("versus.slower", { times: Math.round(times) });
    }
    case "input":
    case "output":
      return say(`versus.${difference}Differs`);
    case "onlyHere":
    case "onlyThere":
    case "state":
      return say(`versus.${difference}`);
  }
}

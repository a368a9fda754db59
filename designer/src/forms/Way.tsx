/**
 * The way of a run that is about to be started: who would be asked, in which order, until when.
 *
 * Never: a promise; it says what it takes for granted, and where it ends to know.
 */
import { useEffect, useState } from "react";

import { type Outlook, type Stop, useOutlook } from "../api/outlook";
import { Notice } from "../parts/Notice";
import { say } from "../words";
import { listed } from "../words/lists";
import { toTheMinute } from "../words/times";
import styles from "./Way.module.css";

const PAUSE_MS = 600;
/** More names than that are counted. */
const NAMED = 6;

type Props = {
  readonly workflow: string;
  readonly version: string;
  readonly input: string | undefined;
};

export function Way({ workflow, version, input }: Props) {
  const settled = useSettled(input);
  const { data, isFetching } = useOutlook(workflow, version, settled);
  const isWrong = input === undefined;
  if (data === undefined && !isFetching && !isWrong) return null;
  return (
    <section className={styles["way"]} aria-label={say("way.title")} aria-busy={isFetching}>
      <h2>{say("way.title")}</h2>
      {isWrong ? (
        <p className={styles["soft"]}>{say("way.fillIn")}</p>
      ) : data === undefined ? (
        <p>{say("way.looking")}</p>
      ) : (
        <Stops outlook={data} />
      )}
    </section>
  );
}

function Stops({ outlook }: { readonly outlook: Outlook }) {
  const { stops, ends, why, assumed, usuallyBy } = outlook;
  const end = say(`way.${ends === "cancelled" ? "completed" : ends}`, { why: why ?? "" });
  return (
    <>
      {stops.length === 0 && ends === "completed" && <p>{say("way.nobody")}</p>}
      <ol className={styles["stops"]}>
        {stops.map((stop, place) => (
          // The same task may ask the same people twice.
          <li key={`${stop.task} ${place}`}>
            <strong>
              <bdi>{stop.title === "" ? stop.subject : stop.title}</bdi>
            </strong>
            <span>{whom(stop)}</span>
          </li>
        ))}
      </ol>
      {ends === "faulted" ? <Notice title={end} /> : <p>{end}</p>}
      {assumed.length > 0 && (
        <p className={styles["soft"]}>{say("way.assumed", { names: listed(assumed) })}</p>
      )}
      {usuallyBy !== null && <p>{say("way.by", { when: toTheMinute(usuallyBy) })}</p>}
    </>
  );
}

function whom({ asked, rule }: Stop): string {
  const more = asked.length - NAMED;
  const shown = asked.slice(0, NAMED).map(({ name }) => name);
  const names = listed(more > 0 ? [...shown, `+${more}`] : shown);
  if (asked.length === 1) return names;
  if (rule === "first") return say("way.any", { names });
  if (rule === "all") return say("way.all", { names });
  return say("way.some", { names, number: rule });
}

/** What is typed, once nobody has typed for a moment. */
function useSettled(input: string | undefined): string | undefined {
  const [settled, setSettled] = useState(input);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(input), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [input]);
  return settled;
}

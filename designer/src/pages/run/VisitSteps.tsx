/**
 * Which visit of a task is shown: in which iteration, which attempt, and what became of it.
 *
 * Never: two visits under one name.
 */
import { useContext, useState } from "react";

import { iterationNumbers } from "../../model/iterations";
import type { Task } from "../../model/tasks";
import { Button } from "../../parts/Button";
import { FoldIcon } from "../../parts/icons";
import { say } from "../../words";
import { LookingContext } from "./looking";
import styles from "./Loops.module.css";

type Props = { readonly visits: readonly Task[]; readonly shown: Task | undefined };

export function VisitSteps({ visits, shown }: Props) {
  const { loops, select } = useContext(LookingContext);
  const [failedOnly, setFailedOnly] = useState(false);
  const failed = visits.filter(({ state }) => state === "faulted").length;
  const among = visits.filter(
    (one) => !(failedOnly && failed > 0) || one.state === "faulted" || one === shown,
  );
  const at = among.findIndex((one) => one === shown);
  const step = (by: 1 | -1, word: "previous" | "next") => {
    const to = among[at + by];
    return (
      <Button
        look="quiet"
        aria-label={say(`visits.${word}`)}
        idle={to === undefined}
        data-back={by === -1 || undefined}
        onClick={() => to !== undefined && select(to.pointer, to.key)}
      >
        <FoldIcon size={16} stroke={1.8} aria-hidden="true" />
      </Button>
    );
  };
  return (
    <div>
      <div className={styles["steps"]}>
        {step(-1, "previous")}
        <label>
          {say("task.visits", { count: visits.length })}
          <select
            value={shown?.key ?? ""}
            onChange={({ currentTarget: { value } }) => {
              const to = visits.find(({ key }) => key === value);
              if (to !== undefined) select(to.pointer, to.key);
            }}
          >
            {shown === undefined && <option value="">{say("visits.none")}</option>}
            {among.map((one) => (
              <option key={one.key} value={one.key}>
                {nameOf(one, visits, loops.paths.get(one.key) ?? [])}
              </option>
            ))}
          </select>
        </label>
        {step(1, "next")}
      </div>
      {failed > 0 && failed < visits.length && (
        <label className={styles["soft"]}>
          <input
            type="checkbox"
            checked={failedOnly}
            onChange={({ currentTarget }) => setFailedOnly(currentTarget.checked)}
          />{" "}
          {say("visits.failed", { count: failed })}
        </label>
      )}
    </div>
  );
}

/** By the iterations where there are some, and by the number in them where it is not the only one. */
function nameOf(visit: Task, visits: readonly Task[], paths: readonly string[]): string {
  const status = say(`status.${visit.state}`);
  const path = paths.at(-1);
  if (path === undefined)
    return say("task.visitState", { count: visits.indexOf(visit) + 1, status });
  const inside = visits.filter(({ key }) => key.startsWith(path));
  const place = iterationNumbers(paths).map((number) => say("loop.count", { count: number }));
  const words = { place: place.join(" / "), status };
  if (inside.length < 2) return say("visits.iteration", words);
  return say("visits.iterationTime", { ...words, count: inside.indexOf(visit) + 1 });
}

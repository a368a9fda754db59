/**
 * Which iteration of a loop is shown, on the loop's own box: the one before, the next one, and if
 * wished only those in which something failed.
 *
 * Never: the only way; beside the picture all iterations stand in a list.
 */
import { useDirection } from "@mantine/core";
import { useContext, useState } from "react";

import { beside } from "../../model/iterations";
import { nameOf } from "../../model/tasks";
import { FoldIcon } from "../../parts/icons";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import { LookingContext } from "./looking";
import styles from "./Loops.module.css";

/** On the plane of the picture pressing moves nothing. */
const STILL = ["nopan", "nodrag"];

export function LoopPicker({ pointer }: { readonly pointer: string }) {
  const { looked, iterate } = useContext(LookingContext);
  const { dir } = useDirection();
  const [failedOnly, setFailedOnly] = useState(false);
  const here = looked.at.get(pointer);
  if (here === undefined) return null;
  const { loop, iteration } = here;
  const failed = loop.iterations.filter(({ isTroubled }) => isTroubled).length;
  const only = failedOnly && failed > 0;
  const step = (by: 1 | -1, word: "previous" | "next") => {
    const to = beside(loop, iteration, by, only);
    return (
      <button
        type="button"
        aria-label={say(`loop.${word}`)}
        title={say(`loop.${word}`)}
        aria-disabled={to === undefined || undefined}
        data-back={by === -1 || undefined}
        onClick={() => to !== undefined && iterate(to.path)}
      >
        <FoldIcon size={14} stroke={2} aria-hidden="true" />
      </button>
    );
  };
  return (
    <div
      className={[styles["picker"], ...STILL].join(" ")}
      dir={dir}
      role="group"
      aria-label={say("loop.of", { task: nameOf(pointer) })}
    >
      {step(-1, "previous")}
      <span className={styles["place"]} role="status">
        {say("loop.place", { place: iteration.place + 1, count: loop.count })}
      </span>
      {step(1, "next")}
      {failed > 0 && (
        <button
          type="button"
          className={styles["failed"]}
          aria-pressed={only}
          aria-label={say("loop.failed", { count: failed })}
          title={say("loop.failed", { count: failed })}
          onClick={() => {
            setFailedOnly(!only);
            if (!only && !iteration.isTroubled) {
              const to = beside(loop, iteration, 1, true) ?? beside(loop, iteration, -1, true);
              if (to !== undefined) iterate(to.path);
            }
          }}
        >
          <StateMark state="faulted" />
          {say("loop.count", { count: failed })}
        </button>
      )}
    </div>
  );
}

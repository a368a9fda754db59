/**
 * What is sought in the open definition, and where it was found: in the text and so in its tasks.
 *
 * Never: two searches, one for the text and one for the picture.
 */
import { createContext, useContext } from "react";

import type { Shown } from "../model/draft";
import { findIn, type Range, taskAt } from "./places";

/** More are not walked through one by one. */
export const MOST_FOUND = 1_000;

export type Finding = {
  readonly sought: string;
  readonly ranges: readonly Range[];
  /** Which of them one is at. */
  readonly at: number;
  /** The tasks in which something was found. */
  readonly tasks: ReadonlySet<string>;
};

export const NOTHING_SOUGHT: Finding = { sought: "", ranges: [], at: 0, tasks: new Set() };

/** For views, so that they mark what was found. */
export const FindingContext = createContext<Finding>(NOTHING_SOUGHT);

export function useFinding(): Finding {
  return useContext(FindingContext);
}

export function findingOf(
  text: string,
  shown: Shown | undefined,
  sought: string,
  at: number,
): Finding {
  if (sought === "") return NOTHING_SOUGHT;
  const ranges = findIn(text, sought, MOST_FOUND);
  const readable = shown?.source.text === text ? shown : undefined;
  const tasks = new Set(
    readable === undefined ? [] : ranges.flatMap(({ from }) => taskAt(readable, from) ?? []),
  );
  return { sought, ranges, at: ranges.length === 0 ? 0 : at % ranges.length, tasks };
}

/**
 * What the server tells of a sketch while it is open: how it stands, and who else has it open.
 *
 * Never: its text; that is read when something else stands there.
 */
import type { Json } from "../model/json";
import { live } from "./live";
import type { Place } from "./sketches";

export type SketchNews = {
  /** None: somebody has thrown it away, or nobody has begun. */
  readonly revision: number | null;
  /** Saved by whoever hears it, in another place. */
  readonly yours: boolean;
  /** Names of the others who have it open. */
  readonly others: readonly string[];
  /** Whoever hears it has it open elsewhere too. */
  readonly twice: boolean;
};

/** What it returns ends it. */
export function watchSketch(
  { namespace, name }: Place,
  hear: (news: SketchNews) => void,
): () => void {
  return live.watch({
    topic: "sketch",
    process: `${namespace}/${name}`,
    hear: (message) => {
      if (message.type === "sketch") hear(newsOf(message));
    },
  });
}

function newsOf(message: Readonly<Record<string, Json>>): SketchNews {
  const { revision, yours, others, twice } = message;
  return {
    revision: typeof revision === "number" ? revision : null,
    others: Array.isArray(others) ? others.filter((one: Json) => typeof one === "string") : [],
    yours: yours === true,
    twice: twice === true,
  };
}

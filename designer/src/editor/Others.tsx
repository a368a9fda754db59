/**
 * Who else has the definition open at this moment.
 *
 * Never: read out in the middle of a word; who comes and goes is told once it is quiet.
 */
import { useConnection } from "../api/live";
import type { SketchNews } from "../api/sketchNews";
import { say } from "../words";
import styles from "./Room.module.css";

/** More aren't named. */
const MOST_NAMED = 3;

export function Others({ news }: { readonly news: SketchNews | undefined }) {
  // Who was here when the network went may have gone since.
  const isLive = useConnection() === "live";
  return (
    <p className={styles["others"]} role="status">
      {news !== undefined && isLive && <bdi>{wordsOf(news)}</bdi>}
    </p>
  );
}

function wordsOf({ others, twice }: SketchNews): string {
  const named = others.slice(0, MOST_NAMED).join(say("room.comma"));
  const more = others.length - MOST_NAMED;
  const here =
    others.length === 0
      ? ""
      : more > 0
        ? say("room.hereMore", { names: named, count: more })
        : say("room.here", { names: named });
  const self = twice ? say("room.twice") : "";
  return [here, self].filter((one) => one !== "").join(" · ");
}

/**
 * A moment, or a span that may still grow.
 *
 * Never: a clock that ticks for what is over.
 */
import { useEffect, useState } from "react";

import { ago, exactly, span } from "../words/times";

const TICK_MS = 1_000;
const SLOW_TICK_MS = 15_000;

export function Ago({ moment }: { readonly moment: string }) {
  const now = useNow(SLOW_TICK_MS);
  return (
    <time dateTime={moment} title={exactly(moment)}>
      {ago(moment, now)}
    </time>
  );
}

export function Moment({ moment }: { readonly moment: string }) {
  return <time dateTime={moment}>{exactly(moment)}</time>;
}

type SpanProps = { readonly from: string; readonly to: string | null | undefined };

export function Span({ from, to }: SpanProps) {
  const open = to === null || to === undefined;
  const now = useNow(open ? TICK_MS : undefined);
  return <>{span((open ? now : Date.parse(to)) - Date.parse(from))}</>;
}

/** The time now, read again every so often; without an interval it stands still. */
export function useNow(interval: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (interval === undefined) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, interval);
    return () => {
      clearInterval(timer);
    };
  }, [interval]);
  return now;
}

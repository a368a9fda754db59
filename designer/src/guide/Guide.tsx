/**
 * The place of the guide beside every page; empty while nobody is guided.
 *
 * Never: loaded for who doesn't want it.
 */
import { lazy, Suspense } from "react";

import { useGuide } from "./store";

const Card = lazy(async () => ({ default: (await import("./Card")).Card }));

export function Guide() {
  const isOn = useGuide(({ stage }) => stage === "on");
  if (!isOn) return null;
  return (
    <Suspense>
      <Card />
    </Suspense>
  );
}

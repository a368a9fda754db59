/**
 * The layout of a graph, when it is there.
 *
 * Never: one that comes late over a newer one, or a graph shown with the layout of another.
 */
import { useEffect, useState } from "react";

import type { Graph } from "../model/graphTypes";
import { arrange } from "./arrange";
import { keptLayout } from "./kept";
import type { Layout } from "./layout";

export type Arranged = { readonly graph: Graph; readonly layout: Layout };

/** Undefined until the first one is made; then the last one stays until the next is there. */
export function useLayout(graph: Graph): Arranged | "failed" | undefined {
  const [arranged, setArranged] = useState<Arranged | "failed">();
  useEffect(() => {
    let late = false;
    arrange(graph).then(
      (layout) => {
        if (!late)
          setArranged((before) => ({ graph, layout: keptLayout(shownBy(before), layout) }));
      },
      () => {
        if (!late) setArranged("failed");
      },
    );
    return () => {
      late = true;
    };
  }, [graph]);
  return arranged;
}

function shownBy(arranged: Arranged | "failed" | undefined): Layout | undefined {
  return arranged === "failed" ? undefined : arranged?.layout;
}

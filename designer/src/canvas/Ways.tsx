/**
 * The ways between the nodes.
 *
 * Never: a press caught; what lies below is pressed.
 */
import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";

import type { Graph } from "../model/graphTypes";
import type { Layout, Line } from "./layout";
import { headOf, pathOf } from "./paths";
import { useShown } from "./shown";
import styles from "./Ways.module.css";

type Props = { readonly graph: Graph; readonly layout: Layout };

export const Ways = memo(function Ways({ graph, layout }: Props) {
  const taken = useShown((shown) => shown.taken);
  const exits = new Set(graph.nodes.filter(({ kind }) => kind === "exit").map(({ id }) => id));
  const isTaken = ({ edge }: Line) => taken.has(edge.id);
  // What was taken lies on top of what was not.
  const lines = [...layout.lines.filter((line) => !isTaken(line)), ...layout.lines.filter(isTaken)];
  return (
    <ViewportPortal>
      <svg className={styles["ways"]} aria-hidden="true" focusable="false">
        {lines.map((line) => (
          <Way
            key={line.edge.id}
            line={line}
            taken={isTaken(line)}
            head={!exits.has(line.edge.target)}
          />
        ))}
      </svg>
    </ViewportPortal>
  );
});

type WayProps = { readonly line: Line; readonly taken: boolean; readonly head: boolean };

const Way = memo(function Way({ line: { edge, points }, taken, head }: WayProps) {
  return (
    <g data-kind={edge.kind} data-taken={taken || undefined}>
      <path d={pathOf(points, head)} className={styles["line"]} />
      {head && <path d={headOf(points)} className={styles["head"]} />}
    </g>
  );
});

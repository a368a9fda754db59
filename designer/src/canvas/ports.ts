/**
 * How ways are fastened to boxes, as the layout engine reads it: they come in above and leave
 * below; those that lead back leave and come at the side.
 *
 * Never: a port without a way; each costs the engine time.
 */
import type { ElkExtendedEdge, ElkNode, ElkPort, LayoutOptions } from "elkjs/lib/elk-api";

import { groupBy } from "../model/groups";
import type { Size } from "./sizes";

type Side = "NORTH" | "SOUTH" | "EAST";
type End = { readonly box: string; readonly port: string; readonly side: Side };
export type Way = { readonly edge: ElkExtendedEdge; readonly ends: readonly [End, End] };
/** What a box needs to know of its ports, beside its other options. */
export type Fastened = { readonly ports?: ElkPort[]; readonly layoutOptions: LayoutOptions };

/** A way onward. Each leaves by a port of its own, so that the engine keeps their order. */
export function onward(id: string, source: string, target: string, label?: Size): Way {
  return way(id, label, [
    { box: source, port: `${id}>out`, side: "SOUTH" },
    { box: target, port: `${target}>in`, side: "NORTH" },
  ]);
}

export function backward(id: string, source: string, target: string, label?: Size): Way {
  return way(id, label, [
    { box: source, port: `${source}>back`, side: "EAST" },
    { box: target, port: `${target}>again`, side: "EAST" },
  ]);
}

function way(id: string, label: Size | undefined, ends: readonly [End, End]): Way {
  const edge = {
    id,
    sources: [ends[0].port],
    targets: [ends[1].port],
    ...(label && { labels: [{ id: `${id}#label`, text: id, ...label }] }),
  };
  return { edge, ends };
}

/** The boxes of one list with the ways between them; each box is told how to fasten them. */
export function joinedBy(
  ways: readonly Way[],
  boxes: (fasten: (box: string, options: LayoutOptions) => Fastened) => ElkNode[],
): { readonly children: ElkNode[]; readonly edges: ElkExtendedEdge[] } {
  const ends = groupBy(
    ways.flatMap((one) => one.ends),
    ({ box }) => box,
  );
  const fasten = (box: string, options: LayoutOptions): Fastened => {
    const sides = new Map((ends.get(box) ?? []).map(({ port, side }) => [port, side]));
    if (sides.size === 0) return { layoutOptions: options };
    const ports = [...sides].map(([id, side]) => ({
      id,
      layoutOptions: { "elk.port.side": side },
    }));
    return { ports, layoutOptions: { ...options, "elk.portConstraints": "FIXED_SIDE" } };
  };
  return { children: boxes(fasten), edges: ways.map(({ edge }) => edge) };
}

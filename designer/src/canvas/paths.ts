/**
 * Lines along their points, with round corners and a head.
 *
 * Never: a colour or a width; those are the style sheet's.
 */
import type { Point } from "./layout";

const ROUND = 8;
const HEAD = 6;
const HALF_HEAD = 4;

/** The line as SVG draws it; it ends where its head begins. */
export function pathOf(points: readonly Point[], head: boolean): string {
  const [first, ...rest] = head ? shortened(points) : points;
  if (first === undefined) return "";
  const steps = rest.map((point, index) => {
    const before = rest[index - 1] ?? first;
    const after = rest[index + 1];
    return after === undefined ? `L${pair(point)}` : corner(before, point, after);
  });
  return `M${pair(first)}${steps.join("")}`;
}

/** A triangle at the end. */
export function headOf(points: readonly Point[]): string {
  const [before, end] = points.slice(-2);
  if (before === undefined || end === undefined) return "";
  const foot = toward(end, before, HEAD);
  const across = {
    x: ((end.y - foot.y) / HEAD) * HALF_HEAD,
    y: ((end.x - foot.x) / HEAD) * HALF_HEAD,
  };
  const left = { x: foot.x + across.x, y: foot.y - across.y };
  const right = { x: foot.x - across.x, y: foot.y + across.y };
  return `M${pair(end)}L${pair(left)}L${pair(right)}Z`;
}

function corner(before: Point, at: Point, after: Point): string {
  const round = Math.min(ROUND, distance(before, at) / 2, distance(at, after) / 2);
  return `L${pair(toward(at, before, round))}Q${pair(at)} ${pair(toward(at, after, round))}`;
}

function shortened(points: readonly Point[]): readonly Point[] {
  const [before, end] = points.slice(-2);
  if (before === undefined || end === undefined) return points;
  return [...points.slice(0, -1), toward(end, before, Math.min(HEAD - 1, distance(end, before)))];
}

function toward(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function pair({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

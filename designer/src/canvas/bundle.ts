/**
 * Ways that leave the same node run together until they part, where the engine has put their
 * turns at different heights.
 *
 * Never: onto a way that comes from somewhere else.
 */
import { groupBy } from "../model/groups";
import type { Line, Point } from "./layout";

const NEAR = 8;

export function bundled(lines: readonly Line[]): readonly Line[] {
  const bySource = groupBy(lines, ({ edge }) => edge.source);
  const raised = new Map<Line, Line>();
  for (const siblings of bySource.values()) {
    const turning = siblings.filter((line) => turnsBelow(line) && !isNamedAbove(line));
    const height = Math.min(...turning.map(turnOf));
    const others = lines.filter(({ edge }) => edge.source !== turning[0]?.edge.source);
    for (const line of turning) {
      const points = line.points.map((point, index) =>
        index === 1 || index === 2 ? { ...point, y: height } : point,
      );
      if (turnOf(line) > height && !others.some((other) => runsOver(other.points, points)))
        raised.set(line, { ...line, points });
    }
  }
  return lines.map((line) => raised.get(line) ?? line);
}

/** Down, then along, then on. */
function turnsBelow({ points: [start, turn, next, after] }: Line): boolean {
  return (
    start !== undefined &&
    turn !== undefined &&
    next !== undefined &&
    after !== undefined &&
    turn.x === start.x &&
    turn.y > start.y &&
    next.y === turn.y
  );
}

/** Its name stands before its turn and would be left aside. */
function isNamedAbove(line: Line): boolean {
  return line.label !== undefined && line.label.y < turnOf(line);
}

function turnOf({ points }: Line): number {
  return points[1]?.y ?? Infinity;
}

/** Whether any part of a line runs along the turn of another, near enough to be taken for it. */
function runsOver(points: readonly Point[], [, from, to]: readonly Point[]): boolean {
  if (from === undefined || to === undefined) return false;
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  return points.some((point, index) => {
    const next = points[index + 1];
    if (next === undefined || Math.abs(point.y - next.y) > 1) return false;
    const overlaps = Math.min(point.x, next.x) < right && Math.max(point.x, next.x) > left;
    return overlaps && Math.abs(point.y - from.y) < NEAR;
  });
}

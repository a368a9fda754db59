/**
 * A layout after an edit, in which what has not moved stays the same object.
 *
 * Never: an older place for what lies elsewhere now.
 */
import type { Box, Layout, Line } from "./layout";

export function keptLayout(before: Layout | undefined, next: Layout): Layout {
  if (before === undefined) return next;
  const lines = new Map(before.lines.map((line) => [line.edge, line]));
  return {
    ...next,
    boxes: new Map([...next.boxes].map(([id, box]) => [id, keptBox(before.boxes.get(id), box)])),
    lines: next.lines.map((line) => keptLine(lines.get(line.edge), line)),
  };
}

function keptBox(before: Box | undefined, next: Box): Box {
  return isSameBox(before, next) ? before : next;
}

function keptLine(before: Line | undefined, next: Line): Line {
  if (before?.points.length !== next.points.length) return next;
  const isSame = next.points.every(({ x, y }, index) => {
    const point = before.points[index];
    return point?.x === x && point.y === y;
  });
  const { label } = next;
  const hasSameLabel =
    label === undefined ? before.label === undefined : isSameBox(before.label, label);
  return isSame && hasSameLabel ? before : next;
}

function isSameBox(before: Box | undefined, next: Box): before is Box {
  return (
    before?.x === next.x &&
    before.y === next.y &&
    before.width === next.width &&
    before.height === next.height
  );
}

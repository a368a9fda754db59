/**
 * With Shift held, a rectangle is drawn over the picture; what it touches is chosen.
 *
 * Never: the picture moved by the same press.
 */
import { useReactFlow } from "@xyflow/react";
import { type MouseEvent, type PointerEvent, type RefObject, useRef } from "react";

import type { Box, Point } from "../../canvas/layout";

const SMALLEST = 4;

export function useLasso(root: RefObject<HTMLElement | null>, onChoose: (lasso: Box) => void) {
  const { getViewport } = useReactFlow();
  const lasso = useRef<HTMLDivElement>(null);
  const begin = ({ nativeEvent: start }: PointerEvent) => {
    const element = root.current;
    if (element === null) return;
    const { left, top } = element.getBoundingClientRect();
    let box = boxBetween(start, start);
    const move = (event: globalThis.PointerEvent) => {
      box = boxBetween(start, event);
      show(lasso.current, { ...box, x: box.x - left, y: box.y - top });
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (lasso.current !== null) lasso.current.hidden = true;
      const { x, y, zoom } = getViewport();
      if (Math.max(box.width, box.height) < SMALLEST) return;
      onChoose({
        x: (box.x - left - x) / zoom,
        y: (box.y - top - y) / zoom,
        width: box.width / zoom,
        height: box.height / zoom,
      });
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  };
  return {
    lasso,
    begin,
    /** The plane hears nothing of it. */
    onMouseDownCapture: (event: MouseEvent) => {
      if (event.shiftKey && event.button === 0) event.stopPropagation();
    },
  };
}

type At = { readonly clientX: number; readonly clientY: number };

function boxBetween(one: At, other: At): Box {
  const corner: Point = {
    x: Math.min(one.clientX, other.clientX),
    y: Math.min(one.clientY, other.clientY),
  };
  return {
    ...corner,
    width: Math.abs(one.clientX - other.clientX),
    height: Math.abs(one.clientY - other.clientY),
  };
}

function show(element: HTMLElement | null, { x, y, width, height }: Box): void {
  if (element === null) return;
  element.hidden = false;
  element.style.setProperty("transform", `translate(${x}px, ${y}px)`);
  element.style.setProperty("width", `${width}px`);
  element.style.setProperty("height", `${height}px`);
}

/**
 * Which part of the picture is seen, and how large.
 *
 * Never: so small at first that nothing can be read; a long process begins at its start.
 */
import type { Box } from "./layout";
import type { Size } from "./sizes";

/** Where the picture's corner lies in the window, and how large it is drawn. */
export type View = { readonly x: number; readonly y: number; readonly zoom: number };

export const MOST_ZOOM = 2;
/** Small enough for all of a process of a thousand tasks. */
export const LEAST_ZOOM = 0.01;
const FULL = 1;
/** Below `least`, names can't be read; a phone is held nearer. */
const WIDE = { least: 0.7, edge: 24 };
const NARROW = { least: 0.6, edge: 12 };
const NARROW_BELOW = 600;

/** All of it where that can be read, else its beginning. */
export function firstView(layout: Size, window: Size, start: Box | undefined): View {
  const { least, edge } = manner(window);
  const whole = wholeView(layout, window);
  if (whole.zoom >= least) return whole;
  const zoom = Math.max(least, Math.min(FULL, zoomFor(layout.width, window.width, edge)));
  const middle = start === undefined ? layout.width / 2 : start.x + start.width / 2;
  const leftmost = window.width - edge - layout.width * zoom;
  const x =
    leftmost >= edge
      ? centred(layout, window, zoom).x
      : clamp(window.width / 2 - middle * zoom, leftmost, edge);
  return { x, y: edge, zoom };
}

export function wholeView(layout: Size, window: Size): View {
  const { edge } = manner(window);
  const across = zoomFor(layout.width, window.width, edge);
  const down = zoomFor(layout.height, window.height, edge);
  return centred(layout, window, Math.min(FULL, across, down));
}

/** The same view, moved as little as shows the whole box; where it is too large, its beginning. */
export function viewWith(view: View, box: Box, window: Size): View {
  const { edge } = manner(window);
  const { x, y, zoom } = view;
  return {
    x: within(x, box.x * zoom, box.width * zoom, window.width, edge),
    y: within(y, box.y * zoom, box.height * zoom, window.height, edge),
    zoom,
  };
}

function within(offset: number, from: number, length: number, window: number, edge: number) {
  const least = edge - from;
  return clamp(offset, least, Math.max(least, window - edge - length - from));
}

function manner(window: Size) {
  return window.width < NARROW_BELOW ? NARROW : WIDE;
}

function centred(layout: Size, window: Size, zoom: number): View {
  return {
    x: (window.width - layout.width * zoom) / 2,
    y: (window.height - layout.height * zoom) / 2,
    zoom,
  };
}

function zoomFor(length: number, window: number, edge: number): number {
  return length <= 0 ? FULL : Math.max(LEAST_ZOOM, (window - 2 * edge) / length);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

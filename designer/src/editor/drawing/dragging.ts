/**
 * Dragging over the picture: what follows the pointer, over which place it is, and when it is let
 * go.
 *
 * Never: a component drawn anew for a step of the pointer, nor anything measured or laid out; all
 * places are known when it begins.
 */
import type { Point } from "../../canvas/layout";
import type { View } from "../../canvas/views";
import { nearest, type Spot } from "./places";
import type { Dragged, StageStore } from "./stage";

export type Ground = {
  readonly root: HTMLElement;
  /** What follows the pointer. */
  readonly ghost: HTMLElement | null;
  readonly view: () => View;
  readonly pan: (view: View) => void;
  readonly stage: StageStore;
  readonly open: (dragged: Dragged) => readonly Spot[];
  readonly drop: (spot: Spot, dragged: Dragged) => void;
  /** What was held is let go where it was taken up. */
  readonly still?: (at: Point) => void;
};

/** A hand that trembles isn't dragging. */
const FAR = 6;
const REACH = 70;
const EDGE = 44;
const PAN_STEP = 14;

/** What is held by touch is taken up at once, what is grabbed by a pointer when that moves. */
export function grab(start: PointerEvent, ground: Ground, dragged: Dragged, isHeld = false): void {
  const { root, stage } = ground;
  const box = root.getBoundingClientRect();
  let at: Point = { x: start.clientX, y: start.clientY };
  let open: readonly Spot[] | undefined;
  let frame = 0;
  let isFar = false;
  let over: Spot | undefined;
  const begin = () => {
    open = ground.open(dragged);
    root.toggleAttribute("data-dragging", true);
    stage.setState({ dragged, open, over: undefined });
    frame = requestAnimationFrame(step);
  };
  const step = () => {
    frame = requestAnimationFrame(step);
    ground.ghost?.style.setProperty("transform", placed(at, box));
    if (!isFar) return;
    const view = panned(ground.view(), at, box);
    if (view !== undefined) ground.pan(view);
    const { x, y, zoom } = view ?? ground.view();
    const point = { x: (at.x - box.left - x) / zoom, y: (at.y - box.top - y) / zoom };
    const found = isIn(at, box) ? nearest(open ?? [], point, REACH / zoom) : undefined;
    if (found === over) return;
    over = found;
    stage.setState({ over });
  };
  const move = ({ pointerId, clientX: x, clientY: y }: PointerEvent) => {
    if (pointerId !== start.pointerId) return;
    at = { x, y };
    isFar ||= Math.hypot(x - start.clientX, y - start.clientY) > FAR;
    if (open === undefined && isFar) begin();
  };
  const end = (isDropped: boolean) => {
    cancelAnimationFrame(frame);
    stop();
    if (open === undefined) return;
    root.toggleAttribute("data-dragging", false);
    stage.setState({ dragged: undefined, open: [], over: undefined });
    swallowClick();
    if (isDropped && over !== undefined) ground.drop(over, dragged);
    if (isDropped && !isFar) ground.still?.(at);
  };
  const stop = listening({
    pointermove: move,
    // Another finger ends it too; two move the picture.
    pointerdown: () => end(false),
    pointerup: (event) => {
      move(event);
      end(true);
    },
    pointercancel: () => end(false),
    keydown: (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end(false);
    },
  });
  if (isHeld) begin();
}

type Hears<T> = (event: T) => void;
type Listeners = Readonly<
  Record<"pointermove" | "pointerdown" | "pointerup" | "pointercancel", Hears<PointerEvent>>
> & { readonly keydown: Hears<KeyboardEvent> };

function listening({ keydown, ...pointer }: Listeners): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  addEventListener("pointermove", pointer.pointermove, { signal });
  addEventListener("pointerdown", pointer.pointerdown, { signal, capture: true });
  addEventListener("pointerup", pointer.pointerup, { signal });
  addEventListener("pointercancel", pointer.pointercancel, { signal });
  addEventListener("keydown", keydown, { signal, capture: true });
  return () => stop.abort();
}

/** The press that ends it isn't one of what lies there. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
}

function placed({ x, y }: Point, box: DOMRect): string {
  return `translate(${x - box.left + 12}px, ${y - box.top + 8}px)`;
}

function isIn({ x, y }: Point, box: DOMRect): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

/** Near an edge the picture comes along. */
function panned(view: View, at: Point, box: DOMRect): View | undefined {
  if (!isIn(at, box)) return undefined;
  const x = stepFor(at.x - box.left, box.right - at.x);
  const y = stepFor(at.y - box.top, box.bottom - at.y);
  return x === 0 && y === 0 ? undefined : { ...view, x: view.x + x, y: view.y + y };
}

function stepFor(before: number, behind: number): number {
  if (before < EDGE) return PAN_STEP * (1 - before / EDGE);
  return behind < EDGE ? -PAN_STEP * (1 - behind / EDGE) : 0;
}

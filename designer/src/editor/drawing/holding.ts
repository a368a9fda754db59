/**
 * Taking something up by touch: a finger rests on it for a moment, and from then on it follows.
 *
 * Never: the page or the picture moved by a finger that holds something; and one that swipes before
 * that takes nothing up.
 */
import type { Point } from "../../canvas/layout";

const HELD_MS = 350;
/** A resting finger isn't quite still. */
const STILL = 10;

/** `takeUp` is called once the finger has rested; letting go is whoever drags to hear. */
export function hold(start: PointerEvent, takeUp: () => void): void {
  const from: Point = { x: start.clientX, y: start.clientY };
  let isHeld = false;
  const timer = setTimeout(() => {
    isHeld = true;
    if ("vibrate" in navigator) navigator.vibrate(10);
    takeUp();
  }, HELD_MS);
  const move = ({ pointerId, clientX: x, clientY: y }: PointerEvent) => {
    const isOwn = pointerId === start.pointerId;
    if (isOwn && !isHeld && Math.hypot(x - from.x, y - from.y) > STILL) stop();
  };
  const keep = (event: Event) => {
    if (!isHeld) return;
    if (event.cancelable) event.preventDefault();
    event.stopPropagation();
  };
  // Else it counts as a press of a mouse besides, which would close what has opened.
  const release = (event: TouchEvent) => {
    if (isHeld && event.cancelable) event.preventDefault();
    stop();
  };
  // A long press opens a menu of the browser's otherwise, or ours at a moment not chosen.
  const noMenu = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const another = ({ pointerId }: PointerEvent) => {
    if (pointerId !== start.pointerId) stop();
  };
  const ended = ({ pointerId }: PointerEvent) => {
    if (pointerId === start.pointerId && !isHeld) stop();
  };
  const over = new AbortController();
  const { signal } = over;
  const stop = () => {
    clearTimeout(timer);
    over.abort();
  };
  addEventListener("pointermove", move, { signal });
  addEventListener("touchmove", keep, { signal, capture: true, passive: false });
  addEventListener("touchend", release, { signal, capture: true, passive: false });
  addEventListener("touchcancel", stop, { signal });
  addEventListener("contextmenu", noMenu, { signal, capture: true });
  addEventListener("pointerdown", another, { signal, capture: true });
  addEventListener("pointerup", ended, { signal });
  addEventListener("pointercancel", stop, { signal });
}

/**
 * A finger that rests, and one that swipes.
 *
 * Never: a clock waited for; time is moved by the test.
 */
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { hold } from "./holding";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const pointer = (type: string, clientX = 0, pointerId = 1) =>
  Object.assign(new MouseEvent(type, { clientX, bubbles: true, cancelable: true }), { pointerId });
const down = () => pointer("pointerdown") as unknown as PointerEvent;

it("takes up what a finger rests on, and keeps the page still from then on", () => {
  const takeUp = vi.fn();
  hold(down(), takeUp);
  dispatchEvent(pointer("pointermove", 4));
  const early = new Event("touchmove", { cancelable: true });
  dispatchEvent(early);
  expect(early.defaultPrevented).toBe(false);
  vi.runAllTimers();
  expect(takeUp).toHaveBeenCalledOnce();
  const moved = new Event("touchmove", { cancelable: true });
  dispatchEvent(moved);
  expect(moved.defaultPrevented).toBe(true);
  dispatchEvent(new Event("touchend", { cancelable: true }));
  const after = new Event("touchmove", { cancelable: true });
  dispatchEvent(after);
  expect(after.defaultPrevented).toBe(false);
});

it.each([
  ["swipes", () => pointer("pointermove", 40)],
  ["is lifted", () => pointer("pointerup")],
  ["gets company", () => pointer("pointerdown", 0, 2)],
])("takes nothing up when the finger %s", (_, event) => {
  const takeUp = vi.fn();
  hold(down(), takeUp);
  dispatchEvent(event());
  vi.runAllTimers();
  expect(takeUp).not.toHaveBeenCalled();
});

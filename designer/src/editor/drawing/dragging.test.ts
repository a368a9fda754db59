/**
 * What follows the pointer, and where it is let go.
 *
 * Never: an assertion on a box of the screen; the view is given.
 */
import { afterEach, expect, it, vi } from "vitest";

import { grab, type Ground } from "./dragging";
import type { Spot } from "./places";
import { type Dragged, makeStage } from "./stage";

const DRAGGED: Dragged = { kind: "tasks", pointers: ["/do/0/a"], name: "a" };
const SPOT: Spot = {
  ...{ id: "b>c", x: 250, y: 250, inside: false },
  place: { list: "/do", index: 2 },
  between: ["/do/1/b", "/do/2/c"],
};
const BOX = { left: 0, top: 0, right: 500, bottom: 500 } as DOMRect;
const pointer = (type: string, clientX: number, pointerId = 1) =>
  Object.assign(new MouseEvent(type, { clientX, clientY: 250 }), {
    pointerId,
  }) as unknown as PointerEvent;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Frames come when the test says so. */
function begun(isHeld: boolean) {
  let next: FrameRequestCallback | undefined;
  vi.stubGlobal("requestAnimationFrame", (step: FrameRequestCallback) => {
    next = step;
    return 1;
  });
  vi.stubGlobal("cancelAnimationFrame", () => (next = undefined));
  const ground = {
    root: Object.assign(document.createElement("div"), { getBoundingClientRect: () => BOX }),
    ghost: null,
    view: () => ({ x: 0, y: 0, zoom: 1 }),
    pan: vi.fn(),
    stage: makeStage(),
    open: () => [SPOT],
    drop: vi.fn(),
    still: vi.fn(),
  } satisfies Ground;
  grab(pointer("pointerdown", 250), ground, DRAGGED, isHeld);
  return { ground, frame: () => next?.(0), isDragged: () => ground.stage.getState().dragged };
}

it("begins with a pointer that has moved, and drops where it is", () => {
  const { ground, frame, isDragged } = begun(false);
  dispatchEvent(pointer("pointermove", 252));
  expect(isDragged()).toBeUndefined();
  dispatchEvent(pointer("pointermove", 290));
  expect(isDragged()).toEqual(DRAGGED);
  dispatchEvent(pointer("pointermove", 250));
  frame();
  dispatchEvent(pointer("pointerup", 250));
  expect(ground.drop).toHaveBeenCalledWith(SPOT, DRAGGED);
  expect(ground.still).not.toHaveBeenCalled();
  expect(isDragged()).toBeUndefined();
});

it("holds at once what is taken up, and drops nothing that was not moved", () => {
  const { ground, frame, isDragged } = begun(true);
  expect(isDragged()).toEqual(DRAGGED);
  frame();
  dispatchEvent(pointer("pointerup", 250));
  expect(ground.drop).not.toHaveBeenCalled();
  expect(ground.still).toHaveBeenCalledOnce();
});

it("is over with another finger", () => {
  const { ground, isDragged } = begun(true);
  dispatchEvent(pointer("pointerdown", 50, 2));
  expect(isDragged()).toBeUndefined();
  expect(ground.still).not.toHaveBeenCalled();
});

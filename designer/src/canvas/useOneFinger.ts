/**
 * Leaves one finger to the page, so that it scrolls past the picture; two move the picture.
 *
 * Never: a press lost; it is heard all the same.
 */
import { type RefObject, useEffect } from "react";

/** While `moving`, one finger moves the picture too. */
export function useOneFinger(root: RefObject<HTMLElement | null>, moving: boolean): void {
  useEffect(() => {
    const element = root.current;
    const touch = (event: TouchEvent) => {
      // The first finger never reaches the picture; with the second it hears of both.
      if (event.touches.length < 2) event.stopPropagation();
      else if (event.cancelable) event.preventDefault();
    };
    if (element === null || moving) return;
    element.addEventListener("touchstart", touch, { capture: true, passive: false });
    return () => element.removeEventListener("touchstart", touch, { capture: true });
  }, [root, moving]);
}

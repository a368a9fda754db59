/**
 * Gives the focus back to where it was before something lay on top.
 *
 * Never: taken from who has moved on; what has it when the thing goes keeps it.
 */
import { useEffect, useLayoutEffect, useRef } from "react";

/** For what is only there while it is open; Mantine's own way needs it to be there before. */
export function useFocusBack(isOver: boolean): void {
  const before = useRef<Element>(null);
  useLayoutEffect(() => {
    if (isOver) before.current = document.activeElement;
  }, [isOver]);
  useEffect(() => {
    if (!isOver) return undefined;
    return () => {
      const nobody = document.activeElement === document.body;
      if (nobody && before.current instanceof HTMLElement)
        before.current.focus({ preventScroll: true });
    };
  }, [isOver]);
}

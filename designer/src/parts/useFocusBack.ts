/**
 * Gives the focus back to where it was before something lay on top.
 *
 * Never: taken from who has moved on; what has it when the thing goes keeps it.
 */
import { useCallback, useEffect, useLayoutEffect, useRef } from "react";

/**
 * For what is only there while it is open; Mantine's own way needs it to be there before. What it
 * returns says where the focus goes instead, when what had it won't stay.
 */
export function useFocusBack(isOver: boolean): (place: Element | null) => void {
  const back = useRef<Element>(null);
  useLayoutEffect(() => {
    if (isOver) back.current = document.activeElement;
  }, [isOver]);
  useEffect(() => {
    if (!isOver) return undefined;
    return () => {
      if (document.activeElement !== document.body) return;
      // What had it may have gone meanwhile; then it goes to the beginning of the page.
      const place =
        back.current?.isConnected === true ? back.current : document.querySelector("h1");
      if (place instanceof HTMLElement) place.focus({ preventScroll: true });
    };
  }, [isOver]);
  return useCallback((place) => {
    back.current = place;
  }, []);
}

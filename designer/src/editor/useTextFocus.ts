/**
 * The way into the text from elsewhere, also where it isn't shown yet.
 *
 * Never: the focus taken by a text that is shown for another reason.
 */
import { useCallback, useRef } from "react";

export function useTextFocus(show: () => void) {
  const focus = useRef<() => void>(undefined);
  const wanted = useRef(false);
  const ready = useCallback((given: (() => void) | undefined) => {
    focus.current = given;
    if (given === undefined || !wanted.current) return;
    wanted.current = false;
    given();
  }, []);
  const goThere = () => {
    if (focus.current !== undefined) {
      focus.current();
      return;
    }
    wanted.current = true;
    show();
  };
  return { ready, goThere };
}

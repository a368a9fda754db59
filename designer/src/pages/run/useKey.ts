/**
 * The key of a wish that may be sent more than once.
 *
 * Never: one key for two wishes; what was changed before it was sent again is another one.
 */
import { useRef } from "react";

import { newKey } from "../../model/keys";

export function useKey(): (wish: object) => string {
  const last = useRef({ text: "", key: "" });
  return (wish) => {
    const text = JSON.stringify(wish);
    if (last.current.text !== text) last.current = { text, key: newKey() };
    return last.current.key;
  };
}

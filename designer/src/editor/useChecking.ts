/**
 * Has the open definition checked by the server whenever it has changed.
 *
 * Never: the findings of one text put to another; an answer that comes too late is left.
 */
import { useEffect, useState } from "react";

import { checkText } from "../api/checks";
import { isSignedOut, useEndSession } from "../api/session";
import { isStale } from "../model/draft";
import { foundOf } from "./found";
import type { EditorStore } from "./store";
import { useEditing } from "./useEditor";

const PAUSE_MS = 400;
const RETRY_MS = 10_000;

/** `broken`: it can't be read, and that is what is wrong with it. */
export type Checking = "broken" | "checking" | "checked" | "failed";

export function useChecking(editor: EditorStore): Checking {
  const text = useEditing(({ draft }) => (isStale(draft) ? undefined : draft.text));
  const checked = useEditing(({ found }) => found.text);
  const [failed, fail] = useState<string>();
  const [round, again] = useState(0);
  const endSession = useEndSession();
  useEffect(() => {
    if (text === undefined) return undefined;
    const off = new AbortController();
    let retry: ReturnType<typeof setTimeout> | undefined;
    const timer = setTimeout(() => {
      checkText(text, off.signal).then(
        (checked) => {
          if (off.signal.aborted) return;
          editor.check(foundOf(text, checked, editor.state.getState().found));
          fail(undefined);
        },
        (error: unknown) => {
          if (off.signal.aborted) return;
          if (isSignedOut(error)) {
            endSession();
            return;
          }
          fail(text);
          retry = setTimeout(() => again((count) => count + 1), RETRY_MS);
        },
      );
    }, PAUSE_MS);
    return () => {
      off.abort();
      clearTimeout(timer);
      clearTimeout(retry);
    };
  }, [editor, text, round, endSession]);
  if (text === undefined) return "broken";
  if (failed === text) return "failed";
  return checked === text ? "checked" : "checking";
}

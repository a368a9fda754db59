/**
 * Starts a run with an input, once for each wish.
 *
 * Never: two runs for one wish; until the input is changed or a start has succeeded, asking again
 * carries the same key.
 */
import { useRef } from "react";

import { type Start, useStart } from "../api/runs";

/** Of the key, in bytes. `randomUUID` is missing where the page is not served over HTTPS. */
const KEY_BYTES = 16;

export type Starting = {
  readonly start: (input: string) => void;
  readonly isBusy: boolean;
  readonly isStarted: boolean;
  readonly error: Error | null;
};

export function useStarting(
  what: Pick<Start, "workflow" | "version" | "again">,
  onStarted: (run: string, input: string) => void,
): Starting {
  const { mutate, isPending, isSuccess, error } = useStart();
  const wish = useRef<{ readonly key: string; readonly input: string }>(undefined);
  const start = (input: string) => {
    if (isPending) return;
    // The same input again is the same wish, whatever was typed in between.
    if (wish.current?.input !== input) wish.current = { key: newKey(), input };
    const { key } = wish.current;
    mutate(
      { ...what, input, key },
      {
        onSuccess: (run) => {
          wish.current = undefined;
          onStarted(run.id, input);
        },
      },
    );
  };
  return { start, isBusy: isPending, isStarted: isSuccess, error };
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

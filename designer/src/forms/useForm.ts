/**
 * A form for a schema: what is filled in, what is wrong with it, and what would be sent.
 *
 * Never: a start of anything; whoever uses it does that with what is sent.
 */
import { useCallback, useState } from "react";

import type { Json } from "../model/json";
import type { Field } from "../model/schema";
import * as state from "./formState";

export type Form = {
  readonly field: Field;
  readonly value: Json;
  /** Without what is empty or not shown. */
  readonly sent: Json;
  readonly faults: readonly state.Fault[];
  /** Counts how often the form was handed in with faults, so that the focus can go there. */
  readonly refusals: number;
  readonly isTouched: boolean;
  readonly change: (pointer: string, value: Json | undefined) => void;
  readonly leave: (pointer: string) => void;
  readonly unread: (pointer: string, place: state.Unread | "read") => void;
  readonly refill: (value: Json) => void;
  /** Whether no field holds a text that is no JSON; if one does, that is named. */
  readonly canBeRead: () => boolean;
  /** Names every fault; true where there is none. */
  readonly check: () => boolean;
};

export function useForm(schema: Json, initial: Json = null): Form {
  const [now, setNow] = useState(() => state.begun(schema, initial));
  const [refusals, setRefusals] = useState(0);
  const change = useCallback(
    (pointer: string, value: Json | undefined) =>
      setNow((before) => state.withChange(before, pointer, value)),
    [],
  );
  const leave = useCallback(
    (pointer: string) => setNow((before) => state.withLeft(before, pointer)),
    [],
  );
  const unread = useCallback(
    (pointer: string, place: state.Unread | "read") =>
      setNow((before) => state.withUnread(before, pointer, place)),
    [],
  );
  const refill = useCallback(
    (value: Json) => setNow((before) => state.refilled(before, value)),
    [],
  );
  const check = () => {
    const wrong = state.faultsIn(now).length > 0;
    setNow(state.withAllNamed);
    if (wrong) setRefusals(refusals + 1);
    return !wrong;
  };
  const canBeRead = () => now.unread.size === 0 || check();
  const { form: field, value, sent, faults, touched } = now;
  const what = { field, value, sent, faults, refusals, isTouched: touched.size > 0 };
  return { ...what, change, leave, unread, refill, canBeRead, check };
}

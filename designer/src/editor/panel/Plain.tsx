/**
 * An argument that a control of forms can take: a number, a choice, a date, yes or no.
 *
 * Never: a second such control; the same ones ask people when a run starts.
 */
import { useMemo } from "react";

import { FieldView } from "../../forms/FieldView";
import { type Filling, FillingContext } from "../../forms/filling";
import type { Argument } from "../../model/arguments";
import type { Json } from "../../model/json";
import { formOf } from "../../model/schema";
import { Coded } from "./Coded";
import { usePanel, usePut, useSentence, useValue } from "./usePanel";

type Props = { readonly asked: Argument; readonly pointer: string; readonly within: string };

export function Plain({ asked, pointer, within }: Props) {
  const { label, required, initial, schema } = asked;
  const { disabled } = usePanel();
  const value = useValue(pointer);
  const put = usePut(within);
  const sentence = useSentence(pointer, true);
  const field = useMemo(() => {
    const form = formOf(schema, value ?? null);
    return { ...form, pointer, required, label };
  }, [schema, value, pointer, required, label]);
  const filling = useMemo((): Filling => {
    const said = sentence === undefined ? [] : [[pointer, { text: sentence, part: "" }] as const];
    const change = (at: string, next: Json | undefined) => put(at, next);
    const nothing = () => undefined;
    return {
      ...{ change, disabled, sentences: new Map(said) },
      ...{ unread: nothing, leave: nothing, announce: nothing },
    };
  }, [pointer, put, sentence, disabled]);
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <FillingContext value={filling}>
        <FieldView
          field={field}
          // What holds where nothing is written is what it shows.
          value={value ?? initial}
          face={{ name: label, bare: false }}
        />
      </FillingContext>
    </Coded>
  );
}

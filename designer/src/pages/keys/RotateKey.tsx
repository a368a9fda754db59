/**
 * Gives a key a successor, which is shown once; the old one works for a while.
 *
 * Never: the new key after the dialog is closed.
 */
import { NativeSelect } from "@mantine/core";
import { useState } from "react";

import { type ApiKey, useRotateKey } from "../../api/keys";
import { say } from "../../words";
import { Question } from "../run/Question";
import { MadeKey } from "./MadeKey";

const OVERLAPS = [0, 1, 24, 72, 168];
const USUAL = 24;

type Props = { readonly apiKey: ApiKey; readonly onClose: () => void };

export function RotateKey({ apiKey: { id, name }, onClose }: Props) {
  const given = useRotateKey(id);
  const [hours, setHours] = useState(USUAL);
  if (given.data !== undefined) return <MadeKey made={given.data} onClose={onClose} />;
  return (
    <Question
      title={say("apiKeys.rotateTitle", { name })}
      submit={say("apiKeys.rotate")}
      given={given}
      onSubmit={() => given.mutate(hours)}
      onClose={onClose}
    >
      <p>{say("apiKeys.rotateMore")}</p>
      <NativeSelect
        label={say("apiKeys.overlap")}
        data={OVERLAPS.map((count) => ({
          value: String(count),
          label: count === 0 ? say("apiKeys.overlapNone") : say("apiKeys.hour", { count }),
        }))}
        value={String(hours)}
        onChange={({ currentTarget }) => setHours(Number(currentTarget.value))}
      />
    </Question>
  );
}

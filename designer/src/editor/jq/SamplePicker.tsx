/**
 * Which values expressions are tried on here: where they come from, and how old they are.
 *
 * Never: pinned values sent anywhere but to be tried; they stay in this browser.
 */
import { Select, Textarea } from "@mantine/core";
import { useState } from "react";

import { textOf } from "../../model/json";
import { readPinned, type Values } from "../../model/jq/samples";
import { Button } from "../../parts/Button";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import styles from "./jq.module.css";
import { chooseSource, pin, type Sample, type Source, usePinned } from "./sampleData";
import type { Place } from "./useStanding";

const SCENARIO = "scenario:";

type Props = { readonly place: Place; readonly sample: Sample };

export function SamplePicker({ place, sample }: Props) {
  const [isPinning, setIsPinning] = useState(false);
  const { source, scenarios, mayRead, at } = sample;
  const choices = [
    ...(mayRead ? [{ value: "run", label: say("jq.sample.run") }] : []),
    ...scenarios.map(({ name }) => ({
      value: SCENARIO + name,
      label: say("jq.sample.scenario", { name }),
    })),
    { value: "pinned", label: say("jq.sample.pinned") },
    { value: "none", label: say("jq.sample.none") },
  ];
  const choose = (value: string | null) => {
    if (value === null) return;
    chooseSource(place.process, sourceOf(value));
    setIsPinning(value === "pinned");
  };
  return (
    <div className={styles["sample"]}>
      <Select
        label={say("jq.sample.label")}
        size="xs"
        data={choices}
        value={source.kind === "scenario" ? SCENARIO + source.name : source.kind}
        allowDeselect={false}
        onChange={choose}
      />
      <p className={styles["soft"]}>
        {at !== undefined && <Ago moment={at} />} {missing(sample)}
      </p>
      {source.kind === "pinned" && !isPinning && (
        <Button look="quiet" onClick={() => setIsPinning(true)}>
          {say("jq.sample.edit")}
        </Button>
      )}
      {source.kind !== "pinned" && sample.values !== undefined && (
        <Button
          look="quiet"
          onClick={() => {
            pin(place.process, place.task, { text: textOfValues(sample.values), at: now() });
            chooseSource(place.process, { kind: "pinned" });
          }}
        >
          {say("jq.sample.pin")}
        </Button>
      )}
      {source.kind === "pinned" && isPinning && (
        <Pinning place={place} onDone={() => setIsPinning(false)} />
      )}
    </div>
  );
}

function sourceOf(value: string): Source {
  if (value.startsWith(SCENARIO)) return { kind: "scenario", name: value.slice(SCENARIO.length) };
  return { kind: value === "run" || value === "pinned" ? value : "none" };
}

function missing({ source, values, isComing }: Sample): string {
  if (values !== undefined || source.kind === "none") return "";
  return isComing ? say("jq.sample.coming") : say(`jq.sample.missing.${source.kind}`);
}

const now = () => new Date().toISOString();
const EMPTY: Values = { input: {}, output: undefined, context: {}, variables: {} };

function textOfValues(values: Values = EMPTY): string {
  const { input, output, context, variables } = values;
  return textOf({ input, context, variables, ...(output === undefined ? {} : { output }) });
}

function Pinning({ place, onDone }: { readonly place: Place; readonly onDone: () => void }) {
  const pinned = usePinned(place.process, place.task);
  const [text, setText] = useState(pinned?.text ?? textOfValues());
  const isRead = readPinned(text) !== undefined;
  return (
    <>
      <Textarea
        label={say("jq.sample.values")}
        description={say("jq.sample.valuesHint")}
        classNames={{ input: styles["json"] ?? "" }}
        value={text}
        error={isRead ? undefined : say("jq.sample.unread")}
        autosize
        minRows={4}
        maxRows={16}
        dir="ltr"
        spellCheck={false}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <div className={styles["buttons"]}>
        <Button
          idle={!isRead}
          onClick={() => {
            pin(place.process, place.task, { text, at: now() });
            onDone();
          }}
        >
          {say("jq.sample.keep")}
        </Button>
        {pinned !== undefined && (
          <Button
            look="quiet"
            onClick={() => {
              pin(place.process, place.task, undefined);
              onDone();
            }}
          >
            {say("jq.sample.unpin")}
          </Button>
        )}
      </div>
    </>
  );
}

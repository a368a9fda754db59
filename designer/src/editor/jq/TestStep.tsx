/**
 * Tries one task alone with the chosen values, in the simulator.
 *
 * Never: an effect. A call is answered by what is entered here, and its secrets aren't read.
 */
import { Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";

import { get, post } from "../../api/client";
import { type Json, parse, read, textOf } from "../../model/json";
import { fieldsAt, oneTask, waysOf } from "../../model/jq/oneTask";
import type { Values } from "../../model/jq/samples";
import { type Outcome, type StepResult, stepResult } from "../../model/jq/stepResult";
import { Button } from "../../parts/Button";
import { JsonTree } from "../../parts/JsonTree";
import { Notice } from "../../parts/Notice";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { written } from "./asking";
import styles from "./jq.module.css";
import { SamplePicker } from "./SamplePicker";
import { useSample } from "./sampleData";
import { type Place, useStanding } from "./useStanding";

const STEP = "step";

export function TestStep({ pointer }: { readonly pointer: string }) {
  const id = useId();
  const place = useStanding(pointer);
  const sample = useSample(place);
  const { values } = sample;
  const call = calledBy(place);
  const usual = useExample(call);
  const [typed, setTyped] = useState<string>();
  const answer = typed ?? usual;
  const isRead = call === undefined || read(answer).ok;
  const trying = useMutation({ mutationFn: (given: Values) => tried(place, given, answer) });
  if (place.task === undefined) return <p className={styles["soft"]}>{say("jq.test.noTask")}</p>;
  return (
    <section className={styles["test"]} aria-labelledby={id}>
      <h4 id={id}>{say("jq.test.title")}</h4>
      <p className={styles["soft"]}>{say("jq.test.hint")}</p>
      <SamplePicker place={place} sample={sample} />
      {call !== undefined && (
        <Textarea
          label={say("jq.test.answer")}
          description={say("jq.test.answerHint")}
          classNames={{ input: styles["json"] ?? "" }}
          value={answer}
          error={isRead ? undefined : say("jq.test.unread", { example: '{ "id": 17 }' })}
          autosize
          minRows={2}
          maxRows={12}
          dir="ltr"
          spellCheck={false}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      {values === undefined && !sample.isComing && (
        <p className={styles["soft"]}>{say("jq.test.missing")}</p>
      )}
      <div className={styles["buttons"]}>
        <Button
          idle={values === undefined || !isRead}
          busy={trying.isPending}
          onClick={() => values && trying.mutate(values)}
        >
          {say(trying.isPending ? "jq.test.running" : "jq.test.run")}
        </Button>
      </div>
      <div role="status">
        {trying.data !== undefined && <Result result={trying.data} place={place} />}
        {trying.error !== null && <Trouble error={trying.error} done />}
      </div>
    </section>
  );
}

/** What the task calls, where somebody has to answer it. */
function calledBy({ document, task }: Place): string | undefined {
  const fields = task === undefined ? undefined : fieldsAt(document, task);
  const call = fields?.["call"];
  if (typeof call === "string") return /^(?:approval|form)(?::|@|$)/.test(call) ? undefined : call;
  return fields?.["run"] === undefined ? undefined : "run";
}

/** What the function's own example gives; `{}` where it has none. */
function useExample(call: string | undefined): string {
  const functions = useQuery({
    queryKey: ["jq-functions"],
    queryFn: ({ signal }) => get("/api/v1/functions", { signal }),
    enabled: call !== undefined,
    staleTime: Infinity,
    retry: false,
  }).data?.items;
  const found =
    functions?.find((one) => one.call === call) ?? functions?.find((one) => one.name === call);
  const output = found?.examples.find((example) => "output" in example)?.output as Json | undefined;
  return textOf(output ?? {});
}

async function tried(place: Place, values: Values, answer: string): Promise<StepResult> {
  const made = oneTask(place.document, place.task ?? "", values);
  if (made === undefined) throw new Error("The task has gone from the definition.");
  const calls = read(answer).ok ? { [made.task]: { output: parse(answer) } } : {};
  const scenario = { input: made.input, calls };
  const body = written({ document: made.document, scenarios: { [STEP]: scenario } });
  const shown = await post("/api/v1/definitions/simulate", { body });
  const [outcome] = shown.scenarios;
  if (outcome === undefined) throw new Error("The simulator has told nothing.");
  return stepResult(made, outcome as Outcome);
}

function Result({ result, place }: { readonly result: StepResult; readonly place: Place }) {
  const { kind, output, way, said, asked } = result;
  const task = place.task === undefined ? undefined : fieldsAt(place.document, place.task);
  const hasWays = task?.["switch"] !== undefined;
  return (
    <div className={styles["test"]}>
      {kind === "failed" && <Notice title={said ?? ""} />}
      {kind === "skipped" && <p>{say("jq.test.skipped")}</p>}
      {kind === "waiting" && <p>{say("jq.test.waiting")}</p>}
      {asked.length > 0 && <p>{say("jq.test.asked", { names: asked.join(", ") })}</p>}
      {kind === "done" && hasWays && (
        <p>
          {way !== undefined && waysOf(task).includes(way)
            ? say("jq.test.way", { name: way })
            : say("jq.test.ends")}
        </p>
      )}
      {result.arguments !== undefined && (
        <Shown name={say("jq.test.arguments")} value={result.arguments} />
      )}
      {kind === "done" && output !== undefined && (
        <Shown name={say("jq.test.output")} value={output} />
      )}
    </div>
  );
}

function Shown({ name, value }: { readonly name: string; readonly value: Json }) {
  return (
    <div>
      <h4>{name}</h4>
      <JsonTree name={name} value={value} />
    </div>
  );
}

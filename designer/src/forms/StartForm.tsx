/**
 * Starts a run of one process: with the form that its schema asks for, or with JSON.
 *
 * Never: an input sent that is known to be wrong.
 */
import { type SyntheticEvent, useState } from "react";

import { keepInput, lastInput } from "../api/lastInput";
import { useMe } from "../api/session";
import { type Json, parse } from "../model/json";
import { Button } from "../parts/Button";
import { Choices } from "../parts/Choices";
import { Notice } from "../parts/Notice";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";
import { keepable } from "./inputText";
import { JsonInput } from "./JsonInput";
import { SchemaForm } from "./SchemaForm";
import styles from "./StartForm.module.css";
import { KEYS, SHORTCUT, submitByKeys } from "./submitting";
import { type Input, useInput } from "./useInput";
import { useStarting } from "./useStarting";
import { Way } from "./Way";

type Props = {
  readonly workflow: string;
  readonly version: string;
  readonly title?: string;
  readonly schema: Json | undefined;
  /** Some of its tasks ask people: it is shown whom. */
  readonly asksPeople?: boolean;
  /** The run that is done again, with what it was started with. */
  readonly again?: { readonly run: string; readonly input: Json };
  readonly onStarted: (run: string) => void;
};

export function StartForm(props: Props) {
  const { workflow, version, title, schema, asksPeople = false, again, onStarted } = props;
  const input = useInput(schema, again?.input);
  const last = useLast(workflow);
  const starting = useStarting({ workflow, version, again: again?.run }, (run, text) => {
    last.keep(keepable(schema, parse(text)));
    onStarted(run);
  });
  const { isBusy, isStarted, error } = starting;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy) return;
    const text = input.toSend();
    if (text !== undefined) starting.start(text);
  };
  return (
    <form
      className={styles["form"]}
      aria-label={say("start.title", { name: title ?? workflow })}
      onSubmit={submit}
      onKeyDown={submitByKeys}
      noValidate
    >
      <Top
        input={input}
        hasForm={schema !== undefined}
        last={again === undefined ? last.text : undefined}
      />
      {input.view === "form" ? (
        <SchemaForm form={input.form} name={say("start.input")} />
      ) : (
        <JsonInput json={input.json} hasForm={schema !== undefined} />
      )}
      {asksPeople && <Way workflow={workflow} version={version} input={input.now} />}
      {error !== null && !isBusy && <Trouble error={error} done />}
      {input.tooLarge !== undefined && <Notice title={input.tooLarge} />}
      <End isBusy={isBusy} isStarted={isStarted} wrong={input.wrong} />
    </form>
  );
}

type TopProps = {
  readonly input: Input;
  readonly hasForm: boolean;
  readonly last: string | undefined;
};

function Top({ input, hasForm, last }: TopProps) {
  const [filled, setFilled] = useState(false);
  const isOffered = last !== undefined && !input.isTouched && !filled;
  if (!hasForm && !isOffered && !filled) return null;
  return (
    <div className={styles["top"]}>
      {hasForm && (
        <Choices
          label={say("start.view")}
          value={input.view}
          onChange={input.look}
          choices={[
            { value: "form", label: say("start.form") },
            { value: "json", label: say("start.json") },
          ]}
        />
      )}
      {isOffered && (
        <Button
          look="quiet"
          onClick={() => {
            input.fill(parse(last));
            setFilled(true);
          }}
        >
          {say("start.again")}
        </Button>
      )}
      <span className="unseen" role="status">
        {filled && say("start.filled")}
      </span>
    </div>
  );
}

type EndProps = {
  readonly isBusy: boolean;
  readonly isStarted: boolean;
  readonly wrong: number;
};

function End({ isBusy, isStarted, wrong }: EndProps) {
  return (
    <div className={styles["end"]}>
      <p className={styles["wrong"]} role="alert">
        {wrong > 0 && say("start.wrong", { count: wrong })}
      </p>
      <Button look="main" type="submit" busy={isBusy} aria-keyshortcuts={SHORTCUT}>
        {say(isBusy ? "start.busy" : "start.submit")}
      </Button>
      <span className={styles["keys"]} aria-hidden="true">
        {say("start.keys", { keys: KEYS })}
      </span>
      <span className="unseen" role="status">
        {isStarted && say("start.started")}
      </span>
    </div>
  );
}

/** What this person started it with last time. */
function useLast(workflow: string) {
  const person = useMe().data?.id;
  const [text] = useState(() => (person === undefined ? undefined : lastInput(person, workflow)));
  const keep = (next: string) => {
    if (person !== undefined) keepInput(person, workflow, next);
  };
  return { text, keep };
}

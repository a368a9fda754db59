/**
 * Starts a run of one process with JSON as its input.
 *
 * Never: two runs for one wish; until the input is changed or a start has succeeded, asking again
 * carries the same key.
 */
import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from "react";

import { useStart } from "../api/runs";
import { type Reading, read } from "../model/json";
import { Button } from "../parts/Button";
import { Field, TextArea } from "../parts/Field";
import { say } from "../words";
import styles from "./StartForm.module.css";
import { Trouble } from "./Trouble";

const MOST_BYTES = 1024 * 1024;
/** Of the key, in bytes. `randomUUID` is missing where the page is not served over HTTPS. */
const KEY_BYTES = 16;

type Props = {
  readonly workflow: string;
  readonly version: string;
  readonly onStarted: (run: string) => void;
};

export function StartForm({ workflow, version, onStarted }: Props) {
  const start = useStart();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const key = useRef(newKey());
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (start.isPending) return;
    const reading = read(typed);
    const found = faultOf(reading);
    setFault(found);
    if (!reading.ok || found !== undefined) {
      area.current?.focus();
      return;
    }
    start.mutate(
      { workflow, version, input: reading.text, key: key.current },
      {
        onSuccess: (run) => {
          key.current = newKey();
          onStarted(run.id);
        },
      },
    );
  };

  const change = (text: string) => {
    setTyped(text);
    key.current = newKey();
    // A fault that was named goes as soon as it is mended, but none appears while one types.
    if (fault !== undefined) setFault(faultOf(read(text)));
  };

  return (
    <form className={styles["form"]} onSubmit={submit} noValidate>
      <Field label={say("start.input")} hint={say("start.hint")} fault={fault}>
        {(described) => (
          <TextArea
            {...described}
            ref={area}
            name="input"
            value={typed}
            placeholder={say("start.example")}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            dir="ltr"
            onChange={(event) => {
              change(event.target.value);
            }}
            onKeyDown={submitByKeys}
          />
        )}
      </Field>
      {start.isError && <Trouble error={start.error} />}
      <End busy={start.isPending} started={start.isSuccess} />
    </form>
  );
}

function End({ busy, started }: { readonly busy: boolean; readonly started: boolean }) {
  return (
    <div className={styles["end"]}>
      <Button look="main" type="submit" busy={busy} aria-keyshortcuts={SHORTCUT}>
        {say(busy ? "start.busy" : "start.submit")}
      </Button>
      <span className={styles["keys"]} aria-hidden="true">
        {say("start.keys", { keys: KEYS })}
      </span>
      <span className="unseen" role="status">
        {started && say("start.started")}
      </span>
    </div>
  );
}

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
const SHORTCUT = APPLE ? "Meta+Enter" : "Control+Enter";
const KEYS = APPLE ? "⌘↵" : "Ctrl ↵";

function submitByKeys(event: KeyboardEvent<HTMLTextAreaElement>) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

function faultOf(reading: Reading): string | undefined {
  if (reading.ok) {
    const bytes = new TextEncoder().encode(reading.text).length;
    return bytes > MOST_BYTES ? say("start.tooLarge") : undefined;
  }
  const remedy = say("start.notJsonRemedy");
  return reading.place === undefined
    ? say("start.notJson")
    : `${say("start.notJsonAt", reading.place)} ${remedy}`;
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What a try does with an error: which it takes, how often it tries again, where it goes on.
 *
 * Never: endless tries without a word; without a limit it says so.
 */
import { addCatch } from "../../model/editing/branches";
import { at, fieldsOf } from "../../model/graphValues";
import { isObject } from "../../model/json";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { Add, Group } from "./Entries";
import { Lasting } from "./Lasting";
import { Code, Count, Line, Pick } from "./Line";
import styles from "./panel.module.css";
import { useDraw } from "./useDraw";
import { under, useDocument, usePanel, usePut, useSentence, useValue } from "./usePanel";
import { ErrorType, type PartProps } from "./Simple";
import { Then } from "./Then";

export function TryPart({ pointer }: PartProps) {
  const caught = useValue(`${pointer}/catch`);
  const draw = useDraw();
  if (caught === undefined)
    return (
      <Add
        label={say("panel.catch.add")}
        word={say("panel.catch.add")}
        onAdd={() => draw((document) => addCatch(document, pointer, {}))}
      />
    );
  return (
    <Group label={say("canvas.kind.catch")}>
      <CatchPart pointer={under(pointer, "catch")} task={pointer} />
    </Group>
  );
}

type CatchProps = PartProps & { readonly task: string };

export function CatchPart({ pointer, task }: CatchProps) {
  const errors = `${pointer}/errors/with`;
  const hint = say("panel.catch.hint");
  return (
    <>
      <ErrorType
        pointer={under(errors, "type")}
        label={say("panel.error.type")}
        hint={hint}
        within={pointer}
      />
      <Count pointer={under(errors, "status")} label={say("panel.error.status")} within={pointer} />
      <Code pointer={under(pointer, "when")} label={say("panel.catch.when")} condition />
      <Code
        pointer={under(pointer, "exceptWhen")}
        label={say("panel.catch.exceptWhen")}
        condition
      />
      <Line
        pointer={under(pointer, "as")}
        label={say("panel.catch.as")}
        hint={say("panel.catch.asHint")}
        isCode
      />
      <Retry pointer={under(pointer, "retry")} />
      <Then pointer={under(pointer, "then")} task={task} label={say("panel.catch.then")} />
    </>
  );
}

const OWN = "";
const KINDS = ["none", "constant", "linear", "exponential"] as const;

function Retry({ pointer }: PartProps) {
  const value = useValue(pointer);
  const put = usePut();
  const { disabled } = usePanel();
  const fault = useSentence(pointer);
  const named = Object.keys(fieldsOf(at(useDocument(), "use", "retries")) ?? {});
  const label = say("panel.retry.title");
  if (value === undefined)
    return (
      <Group label={label}>
        <Add
          label={say("panel.retry.add")}
          word={say("panel.retry.add")}
          onAdd={() => put(pointer, { delay: "PT5S", limit: { attempt: { count: 3 } } })}
        />
      </Group>
    );
  const remove = !disabled && (
    <Button
      look="quiet"
      aria-label={say("form.removeLabel", { name: label })}
      onClick={() => put(pointer, undefined)}
    >
      {say("form.remove")}
    </Button>
  );
  return (
    <Group label={label} fault={fault} action={remove}>
      {(named.length > 0 || typeof value === "string") && (
        <Pick
          pointer={pointer}
          label={say("panel.retry.which")}
          choices={[
            { value: OWN, label: say("panel.retry.own") },
            ...named.map((name) => ({ value: name, label: name })),
          ]}
          value={typeof value === "string" ? value : OWN}
          onPick={(name) =>
            put(pointer, name === OWN || name === undefined ? { delay: "PT5S" } : name)
          }
        />
      )}
      {isObject(value) && <Policy pointer={pointer} />}
    </Group>
  );
}

function Policy({ pointer }: PartProps) {
  const limit = useValue(`${pointer}/limit`);
  const backoff = useValue(`${pointer}/backoff`);
  const put = usePut();
  const kind = KINDS.find((one) => backoff !== undefined && isObject(backoff) && one in backoff);
  return (
    <>
      <Lasting pointer={under(pointer, "delay")} label={say("panel.retry.delay")} />
      <Pick
        pointer={under(pointer, "backoff")}
        label={say("panel.retry.backoff")}
        choices={KINDS.map((one) => ({ value: one, label: say(`panel.backoff.${one}`) }))}
        value={kind ?? "none"}
        onPick={(next) =>
          put(
            `${pointer}/backoff`,
            next === undefined || next === "none" ? undefined : { [next]: {} },
          )
        }
      />
      <Count
        pointer={under(pointer, "limit/attempt/count")}
        label={say("panel.retry.most")}
        within={pointer}
      />
      <Lasting
        pointer={under(pointer, "limit/duration")}
        label={say("panel.retry.longest")}
        within={pointer}
      />
      {limit === undefined && <p className={styles["note"]}>{say("panel.retry.endless")}</p>}
      <Code pointer={under(pointer, "when")} label={say("panel.retry.when")} condition />
    </>
  );
}

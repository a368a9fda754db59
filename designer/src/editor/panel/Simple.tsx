/**
 * Tasks of a few fields: set, wait, for, raise, emit.
 *
 * Never: more of them than an author needs; what is rare can be written as text.
 */
import { Autocomplete } from "@mantine/core";

import { isCode } from "../../model/code";
import { say } from "../../words";
import { AnyValue } from "./AnyValue";
import { Group } from "./Entries";
import { Fold } from "./Fold";
import { Lasting } from "./Lasting";
import { Code, Count, Line, Pick } from "./Line";
import { Rows } from "./Rows";
import { type SlotProps, useSlot } from "./useSlot";
import { ValueText } from "./ValueText";
import styles from "./panel.module.css";
import { under, useDocument, usePut, useValue } from "./usePanel";
import { at, fieldsOf } from "../../model/graphValues";

export type PartProps = { readonly pointer: string };

export function SetPart({ pointer }: PartProps) {
  const value = useValue(`${pointer}/set`);
  const label = say("panel.set.values");
  // Here an expression may stand without its braces.
  if (typeof value === "string" && !isCode(value))
    return <Code pointer={under(pointer, "set")} label={label} />;
  return <Rows pointer={under(pointer, "set")} label={label} />;
}

export function WaitPart({ pointer }: PartProps) {
  return <Lasting pointer={under(pointer, "wait")} label={say("panel.wait.span")} />;
}

export function ForPart({ pointer }: PartProps) {
  const loop = `${pointer}/for`;
  return (
    <>
      <Code pointer={under(loop, "in")} label={say("panel.for.in")} />
      <Line
        pointer={under(loop, "each")}
        label={say("panel.for.each")}
        hint={say("panel.for.eachHint")}
        isCode
      />
      <Line
        pointer={under(loop, "at")}
        label={say("panel.for.at")}
        hint={say("panel.for.atHint")}
        isCode
      />
      <Code pointer={under(pointer, "while")} label={say("panel.for.while")} condition />
    </>
  );
}

const HOME = "https://serverlessworkflow.io/spec/1.0.0/errors/";
const STANDARD = [
  ...["authentication", "authorization", "communication", "configuration"],
  ...["expression", "runtime", "timeout", "validation"],
];

/** The kind of an error: one of the standard's, or an address of one's own. */
export function ErrorType(props: SlotProps) {
  const slot = useSlot(props);
  const value = useValue(props.pointer);
  const put = usePut(props.within);
  return (
    <div className={styles["field"]}>
      <Autocomplete
        {...slot}
        data={STANDARD.map((one) => HOME + one)}
        value={typeof value === "string" ? value : ""}
        dir="ltr"
        renderOption={({ option }) => <span dir="ltr">{option.value.replace(HOME, "")}</span>}
        onChange={(next) => put(props.pointer, next === "" ? undefined : next)}
      />
    </div>
  );
}

const OWN = "";

export function RaisePart({ pointer }: PartProps) {
  const error = `${pointer}/raise/error`;
  const value = useValue(error);
  const put = usePut();
  const named = Object.keys(fieldsOf(at(useDocument(), "use", "errors")) ?? {});
  const own = { value: OWN, label: say("panel.raise.own") };
  return (
    <>
      {(named.length > 0 || typeof value === "string") && (
        <Pick
          pointer={error}
          label={say("panel.raise.which")}
          choices={[own, ...named.map((name) => ({ value: name, label: name }))]}
          value={typeof value === "string" ? value : OWN}
          onPick={(name) =>
            put(
              error,
              name === OWN || name === undefined ? { type: `${HOME}runtime`, status: 500 } : name,
            )
          }
        />
      )}
      {typeof value !== "string" && (
        <>
          <ErrorType pointer={under(error, "type")} label={say("panel.error.type")} />
          <Count pointer={under(error, "status")} label={say("panel.error.status")} />
          <ValueText pointer={under(error, "title")} label={say("panel.error.title")} />
          <ValueText pointer={under(error, "detail")} label={say("panel.error.detail")} long />
        </>
      )}
    </>
  );
}

export function EmitPart({ pointer }: PartProps) {
  const event = `${pointer}/emit/event/with`;
  return (
    <>
      <ValueText pointer={under(event, "type")} label={say("panel.event.type")} isCode />
      <ValueText pointer={under(event, "source")} label={say("panel.event.source")} isCode />
      <Data pointer={under(event, "data")} />
      <Fold
        title={say("panel.part.more")}
        pointers={["subject", "id", "time", "datacontenttype"].map((key) => `${event}/${key}`)}
      >
        <ValueText pointer={under(event, "subject")} label={say("panel.event.subject")} />
        <ValueText pointer={under(event, "id")} label={say("panel.event.id")} isCode />
        <ValueText
          pointer={under(event, "datacontenttype")}
          label={say("panel.event.contentType")}
          isCode
        />
      </Fold>
    </>
  );
}

function Data({ pointer }: PartProps) {
  const value = useValue(pointer);
  const label = say("panel.event.data");
  const isMap = value === undefined || fieldsOf(value) !== undefined;
  if (isMap) return <Rows pointer={pointer} label={label} />;
  return (
    <Group label={label}>
      <AnyValue pointer={pointer} label={label} />
    </Group>
  );
}

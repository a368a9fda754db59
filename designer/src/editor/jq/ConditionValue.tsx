/**
 * What a row compares with: a value of the field's type, several, or another field.
 *
 * Never: a number taken for a text; where the type isn't known, what looks like a number is one.
 */
import { Select, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Json } from "../../model/json";
import type { AtHand } from "../../model/jq/atHand";
import { isChoice, isComparison, isCount, isRange, type Operand } from "../../model/jq/conditions";
import { type DraftRow, operandOf, scalarIn, typedOf } from "../../model/jq/rows";
import { choicesOf, type TypeName } from "../../model/jq/scope";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { FieldChoice } from "./ConditionRow";
import styles from "./jq.module.css";

type Props = {
  readonly row: DraftRow;
  readonly type: TypeName;
  readonly schema: Json;
  readonly atHand: readonly AtHand[];
  readonly onChange: (row: DraftRow) => void;
};

export function ConditionValue(props: Props) {
  const { row } = props;
  if (isChoice(row.test)) return <Several {...props} />;
  if (isRange(row.test)) return <FromTo {...props} />;
  // How many there are is a number, whatever they are.
  const counting = isCount(row.test) ? ({ type: "whole", schema: true } as const) : {};
  return (
    <div>
      <One
        {...props}
        {...counting}
        label={say("jq.condition.value")}
        operand={row.values[0]}
        offersFields={isComparison(row.test) || isCount(row.test)}
        onPut={(operand) =>
          props.onChange({ ...row, values: operand === undefined ? [] : [operand] })
        }
      />
      {isComparison(row.test) && <Instead {...props} />}
    </div>
  );
}

type OneProps = Pick<Props, "type" | "schema" | "atHand"> & {
  readonly label: string;
  readonly operand: Operand | undefined;
  readonly offersFields: boolean;
  readonly onPut: (operand: Operand | undefined) => void;
};

/** A value, or another field. */
function One(props: OneProps) {
  const { label, operand, atHand, offersFields, onPut } = props;
  const [isField, setIsField] = useState(operand?.kind === "path");
  const isOffered = offersFields && (atHand.length > 0 || isField);
  return (
    <div>
      {isField && isOffered ? (
        <FieldChoice
          label={label}
          path={operand?.kind === "path" ? operand.path : undefined}
          atHand={atHand}
          onChange={(path) => onPut({ kind: "path", path })}
        />
      ) : (
        <Single {...props} />
      )}
      {isOffered && (
        <Button look="quiet" onClick={() => setIsField(!isField)}>
          {say(isField ? "jq.condition.withValue" : "jq.condition.withField")}
        </Button>
      )}
    </div>
  );
}

/** Half a range is kept here until the other half is there. */
function FromTo(props: Props) {
  const { row, onChange } = props;
  const [held, setHeld] = useState<readonly (Operand | undefined)[]>(row.values);
  const put = (from: Operand | undefined, to: Operand | undefined) => {
    setHeld([from, to]);
    onChange({ ...row, values: from !== undefined && to !== undefined ? [from, to] : [] });
  };
  const [from, to] = row.values.length === 2 ? row.values : held;
  return (
    <div className={styles["pair"]}>
      <One
        {...props}
        label={say("jq.condition.from")}
        operand={from}
        offersFields
        onPut={(next) => put(next, to)}
      />
      <One
        {...props}
        label={say("jq.condition.to")}
        operand={to}
        offersFields
        onPut={(next) => put(from, next)}
      />
    </div>
  );
}

/** What counts where the field has nothing. */
function Instead({ row, type, schema, atHand, onChange }: Props) {
  const [isWanted, setIsWanted] = useState(false);
  const { instead, ...rest } = row;
  const isThere = instead !== undefined;
  const remove = () => {
    setIsWanted(false);
    onChange(rest);
  };
  if (!isThere && !isWanted)
    return (
      <Button look="quiet" onClick={() => setIsWanted(true)}>
        {say("jq.condition.ifMissing")}
      </Button>
    );
  return (
    <div>
      <Single
        label={say("jq.condition.instead")}
        type={type}
        schema={schema}
        atHand={atHand}
        offersFields={false}
        operand={isThere ? { kind: "value", value: instead } : undefined}
        onPut={(next) => onChange(next?.kind === "value" ? { ...rest, instead: next.value } : rest)}
      />
      <Button look="quiet" onClick={remove}>
        {say("jq.condition.noInstead")}
      </Button>
    </div>
  );
}

function Single({ label, operand, type, schema, onPut: put }: OneProps) {
  const value = operand?.kind === "value" ? operand.value : undefined;
  const shown = value === undefined ? "" : typedOf(value, type);
  const [typed, setTyped] = useState(shown);
  const read = scalarIn(typed, type);
  // Another value from outside; one that reads the same stays as it was typed.
  const text = value !== undefined && read !== value ? shown : typed;
  const choices = choicesOf(schema);
  if (choices.length > 0)
    return (
      <Select
        label={label}
        size="xs"
        data={choices.map((choice) => ({ value: JSON.stringify(choice), label: nameOf(choice) }))}
        value={value === undefined ? null : JSON.stringify(value)}
        allowDeselect={false}
        onChange={(chosen) => chosen !== null && put(operandOf(JSON.parse(chosen) as Json))}
      />
    );
  const isUnread = text !== "" && scalarIn(text, type) === undefined;
  return (
    <TextInput
      label={label}
      size="xs"
      type={type === "date" ? "date" : "text"}
      inputMode={type === "number" || type === "whole" ? "decimal" : "text"}
      autoComplete="off"
      dir="auto"
      value={text}
      error={isUnread ? say("jq.condition.number") : undefined}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        const next = currentTarget.value === "" ? undefined : scalarIn(currentTarget.value, type);
        put(next === undefined ? undefined : { kind: "value", value: next });
      }}
    />
  );
}

function nameOf(choice: Json): string {
  return typeof choice === "object" ? JSON.stringify(choice) : String(choice);
}

function Several({ row, type, schema, onChange }: Props) {
  const shown = row.values.flatMap((one) =>
    one.kind === "value" ? [typedOf(one.value, type)] : [],
  );
  return (
    <TagsInput
      label={say("jq.condition.values")}
      size="xs"
      data={choicesOf(schema).map(nameOf)}
      value={shown}
      onChange={(typed) => {
        const values = typed.flatMap((one): Operand[] => {
          const value = scalarIn(one, type);
          return value === undefined ? [] : [{ kind: "value", value }];
        });
        onChange({ ...row, values });
      }}
    />
  );
}

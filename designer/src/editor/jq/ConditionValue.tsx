/**
 * What a row compares with: a value of the field's type, several, or another field.
 *
 * Never: a number taken for a text; where the type isn't known, what looks like a number is one.
 */
import { Select, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Json } from "../../model/json";
import type { AtHand } from "../../model/jq/atHand";
import { isChoice, isComparison, type Operand } from "../../model/jq/conditions";
import { type DraftRow, operandOf, scalarIn, typedOf } from "../../model/jq/rows";
import { choicesOf, type TypeName } from "../../model/jq/scope";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { FieldChoice } from "./ConditionRow";

type Props = {
  readonly row: DraftRow;
  readonly type: TypeName;
  readonly schema: Json;
  readonly atHand: readonly AtHand[];
  readonly onChange: (row: DraftRow) => void;
};

export function ConditionValue(props: Props) {
  const { row, atHand, onChange } = props;
  const [first] = row.values;
  const [isField, setIsField] = useState(first?.kind === "path");
  const put = (...values: readonly Operand[]) => onChange({ ...row, values });
  if (isChoice(row.test)) return <Several {...props} />;
  const offersFields = isComparison(row.test) && atHand.length > 0;
  return (
    <div>
      {isField && isComparison(row.test) ? (
        <FieldChoice
          label={say("jq.condition.value")}
          path={first?.kind === "path" ? first.path : undefined}
          atHand={atHand}
          onChange={(path) => put({ kind: "path", path })}
        />
      ) : (
        <Single {...props} />
      )}
      {offersFields && (
        <Button look="quiet" onClick={() => setIsField(!isField)}>
          {say(isField ? "jq.condition.withValue" : "jq.condition.withField")}
        </Button>
      )}
    </div>
  );
}

function Single({ row, type, schema, onChange }: Props) {
  const [first] = row.values;
  const value = first?.kind === "value" ? first.value : undefined;
  const shown = value === undefined ? "" : typedOf(value, type);
  const [typed, setTyped] = useState(shown);
  const read = scalarIn(typed, type);
  // Another value from outside; one that reads the same stays as it was typed.
  const text = value !== undefined && read !== value ? shown : typed;
  const put = (operand: Operand | undefined) =>
    onChange({ ...row, values: operand === undefined ? [] : [operand] });
  const choices = choicesOf(schema);
  if (choices.length > 0)
    return (
      <Select
        label={say("jq.condition.value")}
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
      label={say("jq.condition.value")}
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

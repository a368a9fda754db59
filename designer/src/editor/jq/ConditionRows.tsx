/**
 * The rows of a condition and its groups, each to be changed, added and taken away.
 *
 * Never: a group in a group; who needs more writes it as an expression.
 */
import type { Join } from "../../model/jq/conditions";
import type { AtHand } from "../../model/jq/atHand";
import {
  type DraftCondition,
  type DraftGroup,
  type DraftRow,
  isDraftGroup,
  NEW_ROW,
} from "../../model/jq/rows";
import { Button } from "../../parts/Button";
import { Choices } from "../../parts/Choices";
import { AddIcon } from "../../parts/icons";
import { say } from "../../words";
import { ConditionRow } from "./ConditionRow";
import styles from "./jq.module.css";

type Props = {
  readonly condition: DraftCondition;
  readonly atHand: readonly AtHand[];
  readonly onChange: (condition: DraftCondition) => void;
};

export function ConditionRows({ condition, atHand, onChange }: Props) {
  const { join, parts } = condition;
  const put = (next: readonly (DraftRow | DraftGroup)[]) => onChange({ join, parts: next });
  const replace = (place: number, ...made: readonly (DraftRow | DraftGroup)[]) =>
    put(parts.toSpliced(place, 1, ...made));
  return (
    <div className={styles["rows"]}>
      {parts.length > 1 && (
        <JoinChoice join={join} onChange={(next) => onChange({ join: next, parts })} />
      )}
      {parts.map((part, place) =>
        isDraftGroup(part) ? (
          <ConditionGroup
            key={place}
            group={part}
            number={place + 1}
            atHand={atHand}
            onChange={(group) => replace(place, ...(group === undefined ? [] : [group]))}
          />
        ) : (
          <ConditionRow
            key={place}
            row={part}
            number={String(place + 1)}
            atHand={atHand}
            onChange={(row) => replace(place, row)}
            onRemove={() => replace(place)}
          />
        ),
      )}
      <div className={styles["buttons"]}>
        <Button look="quiet" onClick={() => put([...parts, NEW_ROW])}>
          <AddIcon size={14} stroke={1.8} aria-hidden="true" />
          {say("jq.condition.add")}
        </Button>
        {parts.length > 0 && (
          <Button
            look="quiet"
            onClick={() => put([...parts, { join: other(join), rows: [NEW_ROW] }])}
          >
            {say("jq.condition.addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}

type GroupProps = {
  readonly group: DraftGroup;
  readonly number: number;
  readonly atHand: readonly AtHand[];
  /** Nothing when its last row has gone. */
  readonly onChange: (group: DraftGroup | undefined) => void;
};

function ConditionGroup({ group, number, atHand, onChange }: GroupProps) {
  const { join, rows } = group;
  const put = (next: readonly DraftRow[]) =>
    onChange(next.length === 0 ? undefined : { join, rows: next });
  return (
    <div
      role="group"
      aria-label={say("jq.condition.group", { number })}
      className={styles["group"]}
    >
      <JoinChoice join={join} onChange={(next) => onChange({ join: next, rows })} />
      {rows.map((row, place) => (
        <ConditionRow
          key={place}
          row={row}
          number={`${number}.${place + 1}`}
          atHand={atHand}
          onChange={(next) => put(rows.toSpliced(place, 1, next))}
          onRemove={() => put(rows.toSpliced(place, 1))}
        />
      ))}
      <div className={styles["buttons"]}>
        <Button look="quiet" onClick={() => put([...rows, NEW_ROW])}>
          <AddIcon size={14} stroke={1.8} aria-hidden="true" />
          {say("jq.condition.add")}
        </Button>
      </div>
    </div>
  );
}

const other = (join: Join): Join => (join === "all" ? "any" : "all");

type JoinProps = { readonly join: Join; readonly onChange: (join: Join) => void };

function JoinChoice({ join, onChange }: JoinProps) {
  const choices = (["all", "any"] as const).map((value) => ({
    value,
    label: say(`jq.condition.${value}`),
  }));
  return (
    <Choices label={say("jq.condition.join")} value={join} choices={choices} onChange={onChange} />
  );
}

/**
 * One row of a condition: which field, which test, which value.
 *
 * Never: a test that the field's type has no sense for on offer, but the one that is there stays.
 */
import { Select } from "@mantine/core";
import { useState } from "react";

import { type AtHand, flat } from "../../model/jq/atHand";
import { isState, type Test } from "../../model/jq/conditions";
import { type Path, readPath, wordsOfPath, writePath } from "../../model/jq/paths";
import { type DraftRow, testsOf, withField, withTest } from "../../model/jq/rows";
import { Button } from "../../parts/Button";
import { RemoveIcon } from "../../parts/icons";
import { say } from "../../words";
import { ConditionValue } from "./ConditionValue";
import styles from "./jq.module.css";

type Props = {
  readonly row: DraftRow;
  readonly number: string;
  readonly atHand: readonly AtHand[];
  readonly onChange: (row: DraftRow) => void;
  readonly onRemove: () => void;
};

export function ConditionRow({ row, number, atHand, onChange, onRemove }: Props) {
  const found = row.field && findIn(atHand, row.field);
  const type = found?.type ?? "any";
  const isTimes = type === "date" || type === "moment";
  const wordOf = (test: Test) =>
    isTimes && isOfTime(test) ? say(`jq.times.${test}`) : say(`jq.tests.${test}`);
  const tests = testsOf(type, row.test).map((test) => ({ value: test, label: wordOf(test) }));
  return (
    <div role="group" aria-label={say("jq.condition.row", { number })} className={styles["row"]}>
      <FieldChoice
        label={say("jq.condition.field")}
        path={row.field}
        atHand={atHand}
        onChange={(path) => onChange(withField(row, path, findIn(atHand, path)?.type ?? "any"))}
      />
      <div className={styles["pair"]}>
        <Select
          label={say("jq.condition.test")}
          size="xs"
          data={tests}
          value={row.test}
          allowDeselect={false}
          onChange={(test) => test !== null && onChange(withTest(row, test))}
        />
        {!isState(row.test) && (
          <ConditionValue
            row={row}
            type={type}
            schema={found?.schema ?? true}
            atHand={atHand}
            onChange={onChange}
          />
        )}
      </div>
      <div className={styles["buttons"]}>
        <Button
          look="quiet"
          aria-label={say("jq.condition.removeLabel", { number })}
          onClick={onRemove}
        >
          <RemoveIcon size={14} stroke={1.8} aria-hidden="true" />
          {say("jq.condition.remove")}
        </Button>
      </div>
    </div>
  );
}

const OF_TIME = ["more", "atLeast", "less", "atMost"] as const;

function isOfTime(test: Test): test is (typeof OF_TIME)[number] {
  return (OF_TIME as readonly string[]).includes(test);
}

function findIn(atHand: readonly AtHand[], path: Path): AtHand | undefined {
  const source = writePath(path);
  return flat(atHand).find((one) => one.source === source);
}

type FieldProps = {
  readonly label: string;
  readonly path: Path | undefined;
  readonly atHand: readonly AtHand[];
  readonly onChange: (path: Path) => void;
};

/** A value at hand, or any other that is named by its path. */
export function FieldChoice({ label, path, atHand, onChange }: FieldProps) {
  const [search, setSearch] = useState("");
  const options = new Map(
    flat(atHand).map(({ source, name }) => [source, name === "" ? say("jq.whole") : name]),
  );
  const source = path && writePath(path);
  const written = readPath(search);
  for (const one of [path, written]) {
    const added = one && writePath(one);
    if (one !== undefined && added !== undefined && !options.has(added))
      options.set(added, wordsOfPath(one) || say("jq.whole"));
  }
  const data = [...options].map(([value, name]) => ({ value, label: `${name} (${value})` }));
  return (
    <Select
      label={label}
      size="xs"
      data={data}
      value={source ?? null}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      allowDeselect={false}
      placeholder={say("jq.condition.choose")}
      nothingFoundMessage={say("jq.condition.noField")}
      onChange={(chosen) => {
        const read = chosen === null ? undefined : readPath(chosen);
        if (read !== undefined) onChange(read);
      }}
    />
  );
}

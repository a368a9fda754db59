/**
 * One place in a value, with what lies in it.
 *
 * Never: its children made before it is open.
 */
import { useState } from "react";

import { isObject, type Json, pathOf } from "../model/json";
import { say } from "../words";
import { FoldIcon, PathIcon } from "./icons";
import styles from "./JsonTree.module.css";
import { useCopied } from "./useCopied";
import { useShown } from "./ValuesHidden";

type Step = string | number;
type Props = {
  readonly steps: readonly Step[];
  readonly value: Json;
  readonly unfolded: boolean;
};

/** So deep it is open at first, if it is no longer than that. */
const OPEN_DEPTH = 2;
const OPEN_LENGTH = 30;
const MOST = 100;
const LONG_TEXT = 400;

export function JsonNode({ steps, value, unfolded }: Props) {
  const entries = entriesOf(value);
  const [open, setOpen] = useState(
    unfolded || (steps.length < OPEN_DEPTH && (entries?.length ?? 0) <= OPEN_LENGTH),
  );
  const [shown, setShown] = useState(MOST);
  if (entries === undefined || entries.length === 0)
    return (
      <Line steps={steps}>
        <Scalar value={value} />
      </Line>
    );
  const more = entries.length - shown;
  const size = say(isObject(value) ? "json.fields" : "json.items", { count: entries.length });
  return (
    <>
      <Line steps={steps} open={open} onToggle={() => setOpen(!open)}>
        <span className={styles["size"]}>{size}</span>
      </Line>
      {open && (
        <ul>
          {entries.slice(0, shown).map(([step, child]) => (
            <li key={step}>
              <JsonNode steps={[...steps, step]} value={child} unfolded={unfolded} />
            </li>
          ))}
          {more > 0 && (
            <li>
              <button
                type="button"
                className={styles["more"]}
                onClick={() => setShown(shown + 10 * MOST)}
              >
                {say("json.more", { count: more })}
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function entriesOf(value: Json): [Step, Json][] | undefined {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, at) => [at, item]);
  return isObject(value) ? Object.entries(value) : undefined;
}

type LineProps = {
  readonly steps: readonly Step[];
  readonly open?: boolean;
  readonly onToggle?: () => void;
  readonly children: React.ReactNode;
};

function Line({ steps, open, onToggle, children }: LineProps) {
  const last = steps.at(-1);
  const name = last === undefined ? undefined : <span className={styles["key"]}>{last}</span>;
  return (
    <div className={styles["line"]}>
      {onToggle === undefined ? (
        <span className={styles["leaf"]}>
          {name}
          {children}
        </span>
      ) : (
        <button type="button" className={styles["fold"]} aria-expanded={open} onClick={onToggle}>
          <FoldIcon
            size={14}
            stroke={1.8}
            aria-hidden="true"
            data-open={open === true ? "" : undefined}
          />
          {name ?? <span className="unseen">{say("json.whole")}</span>}
          {children}
        </button>
      )}
      {steps.length > 0 && <CopyPath path={pathOf(steps)} />}
    </div>
  );
}

function CopyPath({ path }: { readonly path: string }) {
  const { told, copy } = useCopied();
  return (
    <button
      type="button"
      className={styles["path"]}
      aria-label={say("json.pathLabel", { path })}
      title={path}
      onClick={() => void copy(path)}
    >
      <PathIcon size={13} stroke={1.8} aria-hidden="true" />
      <span role="status">{told !== undefined && say(told)}</span>
    </button>
  );
}

function Scalar({ value }: { readonly value: Json }) {
  const [whole, setWhole] = useState(false);
  const shown = useShown();
  if (typeof value !== "string") return <span className={kindOf(value)}>{shownAs(value)}</span>;
  if (shown(value) !== value)
    return (
      <bdi className={styles["masked"]} dir="auto">
        {shown(value)}
      </bdi>
    );
  const long = value.length > LONG_TEXT && !whole;
  return (
    <>
      <span className={styles["text"]}>
        {JSON.stringify(long ? value.slice(0, LONG_TEXT) : value)}
      </span>
      {long && (
        <button type="button" className={styles["more"]} onClick={() => setWhole(true)}>
          {say("json.longText", { count: value.length - LONG_TEXT })}
        </button>
      )}
    </>
  );
}

function kindOf(value: Json): string | undefined {
  const number = typeof value === "number" || typeof value === "bigint";
  return styles[number ? "number" : "word"];
}

function shownAs(value: Json): string {
  if (Array.isArray(value)) return "[]";
  return typeof value === "object" && value !== null ? "{}" : String(value);
}

/**
 * The values at hand as chips that are put into a field by a press or by dragging, each with its type
 * and what it holds in the chosen values.
 *
 * Never: put into a field that nobody has chosen; then they say to choose one first.
 */
import { type KeyboardEvent, useState } from "react";

import { type AtHand, searched, valueAt } from "../../model/jq/atHand";
import type { Trial } from "../../model/jq/samples";
import { FoldIcon } from "../../parts/icons";
import { SearchField } from "../../parts/SearchField";
import { say } from "../../words";
import { PATH_TYPE, useAim } from "./aim";
import styles from "./jq.module.css";
import { short } from "./Preview";
import { SamplePicker } from "./SamplePicker";
import { useAtHand } from "./useAtHand";

const LONGEST = 40;

export function Pills({ pointer }: { readonly pointer: string }) {
  const { place, sample, trial, atHand } = useAtHand(pointer);
  const [search, setSearch] = useState("");
  const aim = useAim();
  const found = searched(atHand, search);
  return (
    <section className={styles["pills"]} aria-label={say("jq.pills.title")}>
      <SearchField label={say("jq.pills.search")} value={search} onChange={setSearch} />
      <p className={styles["soft"]} role="status">
        {aim === undefined ? say("jq.pills.noField") : say("jq.pills.into", { label: aim.label })}
      </p>
      {found.length === 0 && <p className={styles["soft"]}>{say("jq.pills.nothing")}</p>}
      {found.map((root) => (
        <div key={root.source} onKeyDown={walk}>
          <h4>{headOf(root)}</h4>
          <List
            found={isPlain(root) ? [root] : root.children}
            trial={trial}
            isOpen={search !== ""}
          />
        </div>
      ))}
      <SamplePicker place={place} sample={sample} />
    </section>
  );
}

/** A value of which no names are known stands for itself. */
const isPlain = ({ children }: AtHand) => children.length === 0;

const HEADS = {
  ".": "jq.pills.heads.input",
  $context: "jq.pills.heads.context",
  "$workflow.input": "jq.pills.heads.started",
  $output: "jq.pills.heads.output",
  $input: "jq.pills.heads.input",
} as const;

function headOf({ source }: AtHand): string {
  const head = Object.entries(HEADS).find(([root]) => root === source)?.[1];
  return head === undefined ? say("jq.pills.heads.variable", { name: source.slice(1) }) : say(head);
}

type ListProps = {
  readonly found: readonly AtHand[];
  readonly trial: Trial | undefined;
  /** All of them unfolded, as in what was searched for. */
  readonly isOpen: boolean;
};

function List({ found, trial, isOpen }: ListProps) {
  return (
    <ul className={styles["list"]}>
      {found.map((one) => (
        <Pill key={one.source} one={one} trial={trial} isOpen={isOpen} />
      ))}
    </ul>
  );
}

type PillProps = Omit<ListProps, "found"> & { readonly one: AtHand };

function Pill({ one, trial, isOpen }: PillProps) {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const aim = useAim();
  const { source, children, type } = one;
  const name = one.name === "" ? say("jq.whole") : one.name;
  const isShown = isOpen || isUnfolded;
  const value = valueAt(trial, one.path);
  return (
    <li>
      <div className={styles["item"]}>
        {children.length > 0 ? (
          <button
            type="button"
            className={styles["fold"]}
            aria-expanded={isShown}
            aria-label={say("jq.pills.unfold", { name })}
            onClick={() => setIsUnfolded(!isUnfolded)}
          >
            <FoldIcon size={14} stroke={1.8} aria-hidden="true" />
          </button>
        ) : (
          <span className={styles["noFold"]} />
        )}
        <button
          type="button"
          className={styles["chip"]}
          data-pill
          draggable
          aria-disabled={aim === undefined || undefined}
          title={source}
          onDragStart={({ dataTransfer }) => {
            dataTransfer.setData(PATH_TYPE, source);
            dataTransfer.setData("text/plain", source);
          }}
          onClick={() => aim?.insert(source)}
        >
          <bdi>{name}</bdi> <span className={styles["soft"]}>{say(`jq.types.${type}`)}</span>{" "}
          {value !== undefined && <code dir="ltr">{short(value, LONGEST)}</code>}
        </button>
      </div>
      {isShown && children.length > 0 && <List found={children} trial={trial} isOpen={isOpen} />}
    </li>
  );
}

/** Up and down from chip to chip, within the values of one kind. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const pills = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-pill]")];
  const at = pills.indexOf(event.target as HTMLElement);
  if (at === -1) return;
  event.preventDefault();
  pills[at + step]?.focus();
}

/**
 * One field from which everything is reached: pages, processes, runs, settings.
 *
 * Never: slower than a thought; what is known stands there at once, the rest follows.
 */
import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { LONGEST_SEARCH } from "../model/runFilter";
import { Spinner } from "../parts/Spinner";
import { SearchIcon } from "../parts/icons";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";
import { type Found, type FoundGroup, useFound } from "./found";
import styles from "./Palette.module.css";

const PAUSE_MS = 120;

type Props = { readonly onClose: () => void; readonly onKeys: () => void };

export function Palette({ onClose, onKeys }: Props) {
  return (
    <Modal.Root opened onClose={onClose} padding={0} size="lg" yOffset="12dvh">
      <Modal.Overlay />
      <Modal.Content aria-label={say("palette.title")}>
        <Modal.Body>
          <Finder onClose={onClose} onKeys={onKeys} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Finder({ onClose, onKeys }: Props) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [sought] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const [chosen, choose] = useState(0);
  const { groups, searching, error } = useFound(typed.trim(), sought, {
    go: (to) => void navigate(to),
    showKeys: onKeys,
  });
  const all = groups.flatMap(({ items }) => items);
  const current = Math.min(chosen, all.length - 1);
  const listId = useId();
  const take = (found: Found | undefined) => {
    if (found === undefined) return;
    onClose();
    found.act();
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined && all.length > 0) {
      event.preventDefault();
      choose((current + step + all.length) % all.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      take(all[current]);
    }
  };
  return (
    <>
      <div className={styles["field"]}>
        <SearchIcon size={18} stroke={1.6} aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={all.length === 0 ? undefined : `${listId}-${current}`}
          aria-label={say("palette.title")}
          placeholder={say("palette.hint")}
          value={typed}
          maxLength={LONGEST_SEARCH}
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            choose(0);
          }}
          onKeyDown={press}
        />
        {searching && <Spinner />}
      </div>
      <Results id={listId} groups={groups} current={current} onPoint={choose} onTake={take} />
      <Outcome count={all.length} searching={searching} error={error} />
    </>
  );
}

type OutcomeProps = {
  readonly count: number;
  readonly searching: boolean;
  readonly error: Error | null;
};

function Outcome({ count, searching, error }: OutcomeProps) {
  if (error !== null) return <Trouble error={error} />;
  const nothing = count === 0 && !searching;
  return (
    <p className={nothing ? styles["nothing"] : "unseen"} role="status">
      {nothing && say("list.nothing")}
      {!searching && !nothing && say("palette.count", { count })}
    </p>
  );
}

type ResultsProps = {
  readonly id: string;
  readonly groups: readonly FoundGroup[];
  readonly current: number;
  readonly onPoint: (at: number) => void;
  readonly onTake: (found: Found) => void;
};

function Results({ id, groups, current, onPoint, onTake }: ResultsProps) {
  const all = groups.flatMap(({ items }) => items);
  return (
    <div id={id} role="listbox" aria-label={say("palette.results")} className={styles["list"]}>
      {groups.map(({ title, items }) => (
        <div key={title} role="group" aria-label={title} className={styles["group"]}>
          <p aria-hidden="true">{title}</p>
          {items.map((found) => {
            const at = all.indexOf(found);
            return (
              <Option
                key={found.key}
                id={`${id}-${at}`}
                found={found}
                chosen={at === current}
                onPoint={() => onPoint(at)}
                onTake={() => onTake(found)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

type OptionProps = {
  readonly id: string;
  readonly found: Found;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
};

function Option({ id, found, chosen, onPoint, onTake }: OptionProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  // The keyboard stays in the field; a pointer takes an entry where it lies.
  return (
    <div
      ref={place}
      id={id}
      role="option"
      aria-selected={chosen}
      className={styles["option"]}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onTake}
    >
      {found.sign}
      <span className={styles["name"]}>{found.name}</span>
      {found.more !== undefined && <span className={styles["more"]}>{found.more}</span>}
    </div>
  );
}

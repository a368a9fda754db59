/**
 * A field and below it what it finds, by arrows and Enter or by a press.
 *
 * Never: an entry without words; its icon only helps to find it again.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

import { SearchIcon } from "../../parts/icons";
import { say } from "../../words";
import styles from "./Finder.module.css";

export type Option = {
  readonly key: string;
  readonly title: string;
  readonly summary?: string;
  readonly icon?: ReactNode;
};
export type OptionGroup = {
  readonly key: string;
  readonly title: string;
  readonly options: readonly Option[];
};

type Props = {
  readonly label: string;
  readonly hint: string;
  /** What is found for a text. */
  readonly groupsFor: (text: string) => readonly OptionGroup[];
  readonly onTake: (key: string) => void;
};

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function Finder({ label, hint, groupsFor, onTake }: Props) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const groups = groupsFor(typed);
  const all = groups.flatMap(({ key, options }) => options.map((one) => `${key} ${one.key}`));
  const current = Math.min(at, all.length - 1);
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined && all.length > 0) {
      event.preventDefault();
      setAt((current + step + all.length) % all.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      const key = all[current]?.split(" ").slice(1).join(" ");
      if (key !== undefined) onTake(key);
    }
  };
  return (
    <div className={styles["finder"]}>
      <div className={styles["field"]}>
        <SearchIcon size={16} stroke={1.6} aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={all.length === 0 ? undefined : `${list}-${current}`}
          aria-label={label}
          placeholder={hint}
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div id={list} role="listbox" aria-label={label} className={styles["list"]}>
        {groups.map(({ key, title, options }) => (
          <div key={key} role="group" aria-label={title} className={styles["group"]}>
            <p aria-hidden="true">{title}</p>
            {options.map((option) => {
              const index = all.indexOf(`${key} ${option.key}`);
              return (
                <Entry
                  key={option.key}
                  id={`${list}-${index}`}
                  option={option}
                  chosen={index === current}
                  onPoint={() => setAt(index)}
                  onTake={() => onTake(option.key)}
                />
              );
            })}
          </div>
        ))}
      </div>
      <p className={all.length === 0 ? styles["nothing"] : "unseen"} role="status">
        {all.length === 0
          ? say("drawing.nothingFound")
          : say("drawing.found", { count: all.length })}
      </p>
    </div>
  );
}

type EntryProps = {
  readonly id: string;
  readonly option: Option;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
};

function Entry({ id, option, chosen, onPoint, onTake }: EntryProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div
      ref={place}
      id={id}
      role="option"
      aria-selected={chosen}
      className={styles["option"]}
      onPointerMove={onPoint}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {option.icon}
      <div>
        <p className={styles["title"]}>
          <bdi>{option.title}</bdi>
        </p>
        {option.summary !== undefined && (
          <p className={styles["summary"]}>
            <bdi>{option.summary}</bdi>
          </p>
        )}
      </div>
    </div>
  );
}

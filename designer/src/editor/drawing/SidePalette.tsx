/**
 * The palette at the side: what can be drawn is dragged from here onto a way or into a block, or
 * pressed, and then comes behind what is chosen.
 *
 * Never: the only way to put something in; each place has its own button.
 */
import { memo, type PointerEvent, useState } from "react";

import { TextInput } from "@mantine/core";

import { SearchIcon } from "../../parts/icons";
import { say } from "../../words";
import { type Choice, recentlyUsed, shelves, sought } from "./choices";
import { ChoiceIcon } from "./icons";
import { useChoices } from "./Palette";
import styles from "./SidePalette.module.css";

type Props = {
  readonly onTake: (choice: Choice) => void;
  readonly onGrab: (choice: Choice, event: PointerEvent) => void;
};

export const SidePalette = memo(function SidePalette({ onTake, onGrab }: Props) {
  const choices = useChoices();
  const [text, setText] = useState("");
  // As it was when the palette opened, so that nothing moves under the pointer.
  const [recent] = useState(recentlyUsed);
  const found = text.trim() === "" ? shelves(choices, recent) : [];
  const flat = text.trim() === "" ? [] : sought(choices, text);
  const list = (shown: readonly Choice[]) => (
    <ul>
      {shown.map((choice) => (
        <li key={choice.key}>
          <button
            type="button"
            onClick={() => onTake(choice)}
            onPointerDown={(event) => onGrab(choice, event)}
          >
            <ChoiceIcon icon={choice.icon} />
            <span>
              <bdi>{choice.title}</bdi>
              <small>
                <bdi>{choice.summary}</bdi>
              </small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <aside className={styles["palette"]} aria-label={say("drawing.palette")}>
      <TextInput
        type="search"
        size="sm"
        aria-label={say("drawing.search")}
        placeholder={say("drawing.search")}
        value={text}
        leftSection={<SearchIcon size={16} stroke={1.6} aria-hidden="true" />}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {found.map(({ key, choices: shown }) => (
        <section key={key} aria-label={say(`drawing.group.${key}`)}>
          <h2>{say(`drawing.group.${key}`)}</h2>
          {list(shown)}
        </section>
      ))}
      {flat.length > 0 && list(flat)}
      {text.trim() !== "" && flat.length === 0 && (
        <p role="status">{say("drawing.nothingFound")}</p>
      )}
    </aside>
  );
});

/**
 * A field to search in, heard a moment after the last key.
 *
 * Never: a keystroke overtaken by an answer; what is typed stays as typed.
 */
import { CloseButton, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

import { LONGEST_SEARCH } from "../model/runFilter";
import { say } from "../words";
import { SearchIcon } from "./icons";
import styles from "./SearchField.module.css";

const PAUSE_MS = 200;

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
};

export function SearchField({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const [given, setGiven] = useState(value);
  /** What it has said and what hasn't come back yet as its value. */
  const [said, setSaid] = useState<readonly string[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const current = useRef({ last: value, onChange });
  if (given !== value) {
    setGiven(value);
    const echo = said.indexOf(value);
    setSaid(echo < 0 ? [] : said.slice(echo + 1));
    // Somebody else changed it: the way back, or a cleared filter.
    if (echo < 0 && value !== typed.trim()) setTyped(value);
  }
  useEffect(() => {
    current.current = { last: said.at(-1) ?? value, onChange };
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string, pause: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(text.trim()), pause);
  };
  const tell = (text: string) => {
    if (text === current.current.last) return;
    setSaid((before) => [...before, text]);
    current.current.onChange(text);
  };
  return (
    <TextInput
      ref={field}
      type="search"
      data-search
      className={styles["search"]}
      aria-label={label}
      placeholder={label}
      value={typed}
      maxLength={LONGEST_SEARCH}
      spellCheck={false}
      autoComplete="off"
      leftSection={<SearchIcon size={16} stroke={1.8} aria-hidden="true" />}
      rightSection={
        typed !== "" && (
          <CloseButton
            size="sm"
            aria-label={say("list.clearSearch")}
            onClick={() => {
              type("", 0);
              field.current?.focus();
            }}
          />
        )
      }
      onChange={({ currentTarget }) => type(currentTarget.value, PAUSE_MS)}
    />
  );
}

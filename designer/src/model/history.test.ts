/**
 * Undo and redo over both views.
 *
 * Never: a byte that comes back otherwise than it was.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { Random } from "../testing/random";
import {
  type History,
  historyOf,
  LONGEST_MILLISECONDS,
  MOST_CHARACTERS,
  MOST_STEPS,
  NO_SELECTION,
  PAUSE_MILLISECONDS,
  recorded,
  redone,
  selected,
  undone,
} from "./history";

const chosen = (...tasks: string[]) => ({ tasks, range: undefined });

function all(history: History, way: (before: History) => History): History {
  let [before, after] = [history, way(history)];
  while (after !== before) [before, after] = [after, way(after)];
  return before;
}

describe("the history", () => {
  it("gives back each text to the byte, and what was chosen", () => {
    const random = new Random(1);
    const texts = [""];
    let history = historyOf("");
    for (let step = 1; step < 100; step++) {
      const at = random.below(history.text.length + 1);
      const text =
        history.text.slice(0, at) +
        random.pick(["a", "😀\r\n", "", "xyz"]) +
        history.text.slice(at + 2);
      history = recorded(history, text, { selection: chosen(String(step)), at: step });
      if (text !== texts.at(-1)) texts.push(text);
    }
    const end = history;
    for (const text of texts.toReversed()) {
      expect(history.text).toBe(text);
      history = undone(history);
    }
    expect(undone(history)).toBe(history);
    expect(history.selection).toEqual(NO_SELECTION);
    expect(all(history, redone).text).toBe(end.text);
  });

  it("forgets what was undone once something else is done", () => {
    let history = recorded(historyOf("a"), "ab", { selection: NO_SELECTION, at: 0 });
    history = recorded(undone(history), "ac", { selection: NO_SELECTION, at: 1 });
    expect(redone(history)).toBe(history);
    expect(undone(history).text).toBe("a");
  });

  it("brings back what was chosen before the change", () => {
    let history = selected(historyOf("a"), chosen("/do/0/a"));
    history = recorded(history, "b", { selection: chosen("/do/0/b"), at: 0 });
    expect(undone(history).selection).toEqual(chosen("/do/0/a"));
    expect(redone(undone(history)).selection).toEqual(chosen("/do/0/b"));
  });
});

describe("typing", () => {
  const type = (history: History, text: string, at: number) =>
    recorded(history, text, { selection: NO_SELECTION, at, burst: "typing" });

  it("is undone at once, until there is a pause", () => {
    let history = type(type(type(historyOf(""), "a", 0), "ab", 500), "abc", 900);
    history = type(history, "abcd", 900 + PAUSE_MILLISECONDS + 1);
    expect(undone(history).text).toBe("abc");
    expect(undone(undone(history)).text).toBe("");
  });

  it("is undone in parts, where there is no pause", () => {
    let history = historyOf("");
    for (let at = 0; at <= LONGEST_MILLISECONDS + 500; at += 500)
      history = type(history, `${history.text}x`, at);
    expect(undone(history).text.length).toBe(history.text.length - 1);
  });

  it("is another thing than the change before it", () => {
    let history = recorded(historyOf(""), "a", { selection: NO_SELECTION, at: 0 });
    history = type(history, "ab", 1);
    history = recorded(history, "abc", { selection: NO_SELECTION, at: 2, burst: "/do/0/a/set" });
    expect(undone(history).text).toBe("ab");
    expect(undone(undone(history)).text).toBe("a");
  });

  it("isn't gone on with after an undo", () => {
    let history = type(type(historyOf(""), "a", 0), "ab", 2000);
    history = type(redone(undone(history)), "abc", 2001);
    expect(undone(history).text).toBe("ab");
  });

  it("back to what was there leaves nothing to undo", () => {
    const history = type(type(historyOf("a"), "ab", 0), "a", 1);
    expect(undone(history)).toBe(history);
  });
});

describe("what is remembered", () => {
  it("is bounded in number", () => {
    let history = historyOf("");
    for (let step = 0; step < MOST_STEPS + 50; step++)
      history = recorded(history, `${step}`, { selection: NO_SELECTION, at: step });
    expect(history.past.length).toBe(MOST_STEPS);
  });

  it("is bounded in size, but for the last change", () => {
    const large = "x".repeat(MOST_CHARACTERS);
    let history = recorded(historyOf(""), "a", { selection: NO_SELECTION, at: 0 });
    history = recorded(history, large, { selection: NO_SELECTION, at: 1 });
    expect(history.past.length).toBe(1);
    expect(undone(history).text).toBe("a");
  });
});

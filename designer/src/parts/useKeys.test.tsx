/**
 * Shortcuts, as hands and speech press them.
 *
 * Never: a wait; the clock is the test's own.
 */
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { shown, singleKeysAreOff, switchSingleKeys, useKeys } from "./useKeys";

const find = vi.fn();
const processes = vi.fn();
const help = vi.fn();
const act = vi.fn();

function Page() {
  useKeys([
    { keys: ["mod+k"], action: find },
    { keys: ["g", "p"], action: processes },
    { keys: ["?"], action: help },
  ]);
  // Of a part of the page, which knows nothing of the others.
  useKeys([{ keys: ["a"], action: act }]);
  return (
    <>
      <button type="button">Plain</button>
      <input aria-label="Field" />
      <textarea aria-label="Text" />
      <select aria-label="Choice" />
      <div role="dialog">
        <button type="button">In a dialog</button>
      </div>
      <div role="menu">
        <button type="button">In a menu</button>
      </div>
    </>
  );
}

/** What the browser says of each key, one after the other; whether the last one was taken. */
function press(target: Element, ...keys: readonly (string | KeyboardEventInit)[]): boolean {
  return keys
    .map((key) => fireEvent.keyDown(target, typeof key === "string" ? { key } : key))
    .some((left) => !left);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  render(<Page />);
});
afterEach(() => {
  vi.useRealTimers();
});

describe("keys held together", () => {
  it.each([
    ["Ctrl", { key: "k", ctrlKey: true }],
    ["⌘", { key: "k", metaKey: true }],
    ["Ctrl, with capitals locked", { key: "K", ctrlKey: true }],
    ["Ctrl, on an Arabic keyboard", { key: "ن", code: "KeyK", ctrlKey: true }],
    ["Ctrl, on a Greek keyboard", { key: "κ", code: "KeyK", ctrlKey: true }],
  ])("act with %s and are kept from the browser", (_, key) => {
    expect(press(document.body, { key: "Control", ctrlKey: true }, key)).toBe(true);
    expect(find).toHaveBeenCalledOnce();
  });

  it("act in a field and in a dialog too", () => {
    press(screen.getByLabelText("Field"), { key: "k", ctrlKey: true });
    press(screen.getByText("In a dialog"), { key: "k", ctrlKey: true });
    expect(find).toHaveBeenCalledTimes(2);
  });

  it.each([
    ["another key", { key: "j", ctrlKey: true }],
    ["the key alone", { key: "k" }],
    ["AltGr, which writes", { key: "k", ctrlKey: true, altKey: true }],
    ["Shift besides, which is the browser's", { key: "K", ctrlKey: true, shiftKey: true }],
    ["a key that stays down", { key: "k", ctrlKey: true, repeat: true }],
    ["a word being composed", { key: "k", ctrlKey: true, isComposing: true }],
  ])("leave %s alone", (_, key) => {
    expect(press(document.body, key)).toBe(false);
    expect(find).not.toHaveBeenCalled();
  });

  it("leave alone what something in the page has taken", () => {
    const field = screen.getByLabelText("Field");
    field.addEventListener("keydown", (event) => event.preventDefault());
    press(field, { key: "k", ctrlKey: true });
    expect(find).not.toHaveBeenCalled();
  });
});

describe("one key after the other", () => {
  it("acts at the last one, once", () => {
    press(document.body, "g");
    expect(processes).not.toHaveBeenCalled();
    press(document.body, "p", "p");
    expect(processes).toHaveBeenCalledOnce();
  });

  it("acts from a button, after a slip, and on an Arabic keyboard", () => {
    press(screen.getByText("Plain"), "g", "g", "p");
    press(document.body, { key: "ل", code: "KeyG" }, { key: "ح", code: "KeyP" });
    expect(processes).toHaveBeenCalledTimes(2);
  });

  it("is forgotten after a while, and when another key comes between", () => {
    press(document.body, "g");
    vi.advanceTimersByTime(1_300);
    press(document.body, "p");
    press(document.body, "g", "x", "p");
    expect(processes).not.toHaveBeenCalled();
    press(document.body, "g");
    vi.advanceTimersByTime(1_100);
    press(document.body, "p");
    expect(processes).toHaveBeenCalledOnce();
  });
});

describe("single keys", () => {
  it.each(["Field", "Text", "Choice"])("are not taken from who types in: %s", (name) => {
    expect(press(screen.getByLabelText(name), "?", "g", "p")).toBe(false);
    expect(help).not.toHaveBeenCalled();
    expect(processes).not.toHaveBeenCalled();
  });

  it.each(["In a dialog", "In a menu"])("do nothing behind what lies on top: %s", (name) => {
    press(screen.getByText(name), "?", "g", "p");
    expect(help).not.toHaveBeenCalled();
    expect(processes).not.toHaveBeenCalled();
  });

  it("can be switched off, and on again; keys held together stay", () => {
    switchSingleKeys(false);
    expect(singleKeysAreOff()).toBe(true);
    press(document.body, "?", "g", "p", { key: "k", ctrlKey: true });
    expect(help).not.toHaveBeenCalled();
    expect(processes).not.toHaveBeenCalled();
    expect(find).toHaveBeenCalledOnce();
    switchSingleKeys(true);
    press(document.body, { key: "?", shiftKey: true }, { key: "؟", shiftKey: true });
    expect(help).toHaveBeenCalledTimes(2);
  });
});

describe("a shortcut as it is shown", () => {
  it.each([
    ["mod+k", "Ctrl K"],
    ["g", "g"],
    ["?", "?"],
    ["Esc", "Esc"],
  ])("%s is %s", (key, text) => {
    expect(shown(key)).toBe(text);
  });

  it("is ⌘ K on an Apple keyboard", async () => {
    vi.resetModules();
    vi.spyOn(navigator, "platform", "get").mockReturnValue("MacIntel");
    const apple = await import("./useKeys");
    expect(apple.shown("mod+k")).toBe("⌘K");
  });
});

describe("a letter of one part of the page", () => {
  it("acts alone, and never as the second one of another part", () => {
    press(document.body, "a");
    expect(act).toHaveBeenCalledTimes(1);
    press(document.body, "g", "a");
    expect(act).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(5_000);
    press(document.body, "a");
    expect(act).toHaveBeenCalledTimes(2);
  });
});

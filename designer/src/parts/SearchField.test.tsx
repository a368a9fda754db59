/**
 * Typing what is sought.
 *
 * Never: a wait; the clock is the test's own.
 */
import { act, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Look } from "../look/Look";
import { LONGEST_SEARCH } from "../model/runFilter";
import { SearchField } from "./SearchField";

const heard = vi.fn<(text: string) => void>();
const later = () =>
  act(() => {
    vi.advanceTimersByTime(200);
  });
const field = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "Search" });
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <Look direction="ltr">{children}</Look>
);

function open(value = "") {
  const view = (now: string, onChange = heard) => (
    <SearchField label="Search" value={now} onChange={onChange} />
  );
  const { rerender, unmount } = render(view(value), { wrapper });
  const show = (next: string, onChange = heard) => rerender(view(next, onChange));
  return { show, unmount };
}

beforeEach(() => {
  vi.useFakeTimers();
  heard.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a field to search in", () => {
  it("is heard once, a moment after the last key, without spaces around", () => {
    open();
    type("o");
    type(" order ");
    expect(heard).not.toHaveBeenCalled();
    later();
    expect(heard).toHaveBeenCalledExactlyOnceWith("order");
    expect(field()).toHaveValue(" order ");
  });

  it("keeps what is typed while the answer to an earlier key comes", () => {
    const { show } = open();
    type("a");
    later();
    type("ab");
    later();
    type("abc ");
    show("a");
    expect(field()).toHaveValue("abc ");
    show("ab");
    expect(field()).toHaveValue("abc ");
    later();
    show("abc");
    expect(field()).toHaveValue("abc ");
  });

  it("takes back what it has said before that has come round", () => {
    const { show } = open();
    type("a");
    later();
    type("");
    later();
    expect(heard.mock.calls).toEqual([["a"], [""]]);
    show("a");
    show("");
    expect(field()).toHaveValue("");
  });

  it("follows who clears it or goes back", () => {
    const { show } = open("order");
    expect(field()).toHaveValue("order");
    show("");
    expect(field()).toHaveValue("");
    type("a");
    later();
    show("a");
    type("a ");
    later();
    show("");
    show("a");
    expect(field()).toHaveValue("a");
    expect(heard.mock.calls).toEqual([["a"]]);
  });

  it("tells who listens now, not who listened when it was typed", () => {
    const { show } = open();
    const now = vi.fn<(text: string) => void>();
    type("a");
    show("", now);
    later();
    expect(now).toHaveBeenCalledExactlyOnceWith("a");
    expect(heard).not.toHaveBeenCalled();
  });

  it("is cleared by its button, which leaves the focus in it", () => {
    open("order");
    fireEvent.click(screen.getByRole("button", { name: "Clear the search" }));
    expect(field()).toHaveValue("");
    expect(field()).toHaveFocus();
    later();
    expect(heard).toHaveBeenCalledExactlyOnceWith("");
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("says nothing after its page has gone, and takes no more than the API does", () => {
    const { unmount } = open();
    expect(field()).toHaveAttribute("maxlength", String(LONGEST_SEARCH));
    type("a");
    unmount();
    later();
    expect(heard).not.toHaveBeenCalled();
  });
});

/**
 * The way into the text, shown already or not yet.
 *
 * Never: the focus taken by a text that nobody went to.
 */
import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { useTextFocus } from "./useTextFocus";

const opened = () => {
  const show = vi.fn();
  const { result } = renderHook(() => useTextFocus(show));
  return { show, ...result.current };
};

it("is at once where the text is shown", () => {
  const { show, ready, goThere } = opened();
  const focus = vi.fn();
  ready(focus);
  expect(focus).not.toHaveBeenCalled();
  goThere();
  expect(focus).toHaveBeenCalledOnce();
  expect(show).not.toHaveBeenCalled();
});

it("waits for the text to come, and then only once", () => {
  const { show, ready, goThere } = opened();
  const focus = vi.fn();
  goThere();
  expect(show).toHaveBeenCalledOnce();
  ready(undefined);
  ready(focus);
  ready(undefined);
  ready(focus);
  expect(focus).toHaveBeenCalledOnce();
});

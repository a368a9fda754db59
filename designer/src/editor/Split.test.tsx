/**
 * The divider is moved by keys, remembers where it stood, and never squeezes a side away.
 *
 * Never: a page that breaks where the browser keeps nothing.
 */
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { Split } from "./Split";

afterEach(() => vi.restoreAllMocks());

const divider = () => screen.getByRole("separator");
const part = () => Number(divider().getAttribute("aria-valuenow"));
const press = (...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(divider(), { key });
};

describe("two views side by side", () => {
  it("are parted by keys, within bounds, and again as they were", async () => {
    const { unmount, container } = render(<Split first="A" second="B" />);
    await expectAccessible(container);
    expect(part()).toBe(55);
    press("ArrowRight");
    expect(part()).toBe(60);
    press("End", "ArrowRight");
    expect(part()).toBe(80);
    press("Home", "ArrowLeft");
    expect(part()).toBe(20);
    press("Tab");
    expect(part()).toBe(20);
    unmount();
    render(<Split first="A" second="B" />);
    expect(part()).toBe(20);
    fireEvent.doubleClick(divider());
    expect(part()).toBe(50);
  });

  it("need no divider where there is one", () => {
    render(<Split first={undefined} second="B" />);
    expect(screen.queryByRole("separator")).toBeNull();
    expect(screen.getByText("B")).toBeVisible();
  });

  it("work where the browser keeps nothing", () => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
      throw new DOMException("Blocked.", "SecurityError");
    });
    render(<Split first="A" second="B" />);
    press("ArrowLeft");
    expect(part()).toBe(50);
  });
});

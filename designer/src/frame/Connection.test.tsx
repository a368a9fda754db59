/**
 * The strip that says that the page has lost touch.
 *
 * Never: a wait; the clock is the test's own.
 */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { aRun, signedIn, stubApi } from "../testing/api";
import { openPage } from "../testing/page";
import { stubSockets } from "../testing/socket";

const strip = () => screen.queryByText("Not connected.");
const later = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

async function open() {
  const sockets = stubSockets();
  stubApi(signedIn([aRun()]));
  openPage("/runs");
  await later(0);
  await waitFor(() => expect(screen.getByText("84ms")).toBeVisible());
  sockets.at(-1)?.open();
  return sockets;
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a page that has lost touch", () => {
  it("says nothing of a hiccup", async () => {
    const sockets = await open();
    sockets.at(-1)?.drop();
    await later(1_000);
    sockets.at(-1)?.open();
    await later(5_000);
    expect(strip()).toBeNull();
  });

  it("says so after a moment, keeps what it shows, and tries at once when told to", async () => {
    const sockets = await open();
    sockets.at(-1)?.drop();
    await later(2_500);
    expect(strip()).toBeVisible();
    expect(strip()?.closest("[role=status]")).toHaveTextContent("What you see may be old.");
    expect(screen.getByRole("link", { name: /Say hello/ })).toBeVisible();
    const before = sockets.length;
    act(() => screen.getByRole("button", { name: "Try now" }).click());
    expect(sockets).toHaveLength(before + 1);
    sockets.at(-1)?.open();
    await later(10);
    expect(strip()).toBeNull();
  });

  it("tries when the network is back", async () => {
    const sockets = await open();
    sockets.at(-1)?.drop();
    await later(0);
    const before = sockets.length;
    fireEvent(window, new Event("online"));
    expect(sockets).toHaveLength(before + 1);
  });
});

/**
 * What every unit test starts from: an empty page in English, nothing remembered, no socket.
 *
 * Never: a stand-in that a test doesn't see; each one says what the API answers.
 */
import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";

import { speak } from "../words";
import { words } from "../words/en";
import { stubSockets } from "./socket";

const NO_MATCH = { matches: false, media: "", onchange: null };

beforeEach(() => {
  stubSockets();
});

afterEach(() => {
  if (typeof document === "undefined") return;
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, "", "/");
});

/** Generous, because a machine that builds has much else to do; nothing waits longer than it must. */
configure({ asyncUtilTimeout: 10_000 });

/** jsdom has no layout: the page is a wide one, all of it in sight, and nothing changes its size. */
const IN_SIGHT = { x: 8, y: 8, width: 80, height: 20, top: 8, right: 88, bottom: 28, left: 8 };

if (typeof window !== "undefined") {
  speak("en", words);
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  Object.defineProperties(document.documentElement, {
    clientWidth: { value: 1280 },
    clientHeight: { value: 800 },
  });
  HTMLElement.prototype.getBoundingClientRect = () => ({ ...IN_SIGHT, toJSON: () => IN_SIGHT });
  window.matchMedia = () =>
    Object.assign(new EventTarget(), NO_MATCH, {
      addListener: () => undefined,
      removeListener: () => undefined,
    });
  window.ResizeObserver = class {
    observe(): void {
      return undefined;
    }
    unobserve(): void {
      return undefined;
    }
    disconnect(): void {
      return undefined;
    }
  };
  Range.prototype.getClientRects = () => document.createElement("i").getClientRects();
  Element.prototype.scrollIntoView = () => undefined;
  window.scrollTo = () => undefined;
}

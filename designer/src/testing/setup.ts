/**
 * What every unit test starts from: an empty page, nothing remembered.
 *
 * Never: a stand-in that a test doesn't see; each one says what the API answers.
 */
import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

import { speak } from "../words";
import { words } from "../words/en";

speak("en", words);

const NO_MATCH = { matches: false, media: "", onchange: null };

afterEach(() => {
  if (typeof document === "undefined") return;
  cleanup();
  history.replaceState(null, "", "/");
});

/** Generous, because a machine that builds has much else to do; nothing waits longer than it must. */
configure({ asyncUtilTimeout: 10_000 });

/** jsdom has no layout: the page is a wide one. */
if (typeof window !== "undefined")
  window.matchMedia = () => Object.assign(new EventTarget(), NO_MATCH) as MediaQueryList;

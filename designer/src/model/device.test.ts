/**
 * Names of browsers and systems.
 *
 * Never: an assertion on a version; people don't know theirs.
 */
import { describe, expect, it } from "vitest";

import { deviceOf } from "./device";

const MOZILLA = "Mozilla/5.0";

describe("deviceOf", () => {
  it.each([
    [
      `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0`,
      "Edge",
      "Windows",
    ],
    [
      `${MOZILLA} (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36`,
      "Chrome",
      "Linux",
    ],
    [
      `${MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1`,
      "Safari",
      "iPhone",
    ],
    [`${MOZILLA} (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0`, "Firefox", "Android"],
    ["", undefined, undefined],
    ["😀", undefined, undefined],
  ])("%s", (said, browser, system) => {
    expect(deviceOf(said)).toEqual({ browser, system });
  });
});

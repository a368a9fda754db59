/**
 * Keys of wishes.
 *
 * Never: the same one twice.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { newKey } from "./keys";

describe("a key", () => {
  it("is another one each time, of one length, of letters that every header takes", () => {
    const keys = Array.from({ length: 1_000 }, newKey);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});

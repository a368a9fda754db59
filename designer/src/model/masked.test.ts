/**
 * Masks as the API writes them.
 *
 * Never: something else taken for one.
 */
import { describe, expect, it } from "vitest";

import { maskOf } from "./masked";

describe("a mask", () => {
  it("says what a value is", () => {
    expect(maskOf("<text of 12>")).toEqual({ kind: "text", count: 12 });
    expect(maskOf("<12 more>")).toEqual({ kind: "rest", count: 12 });
    expect(maskOf("<number>")).toEqual({ kind: "number" });
    expect(maskOf("<boolean>")).toEqual({ kind: "boolean" });
  });

  it.each(["", "<b>", "text of 12", "<text of >", "<text of 12> ", "<NUMBER>"])(
    "is not %j",
    (text) => {
      expect(maskOf(text)).toBeUndefined();
    },
  );
});

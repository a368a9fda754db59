/**
 * The colours on which white words can be read.
 *
 * Never: a colour that the API would refuse.
 */
import { describe, expect, it } from "vitest";

import { isReadable } from "./contrast";

describe("white words on a colour", () => {
  it("can be read on what is dark enough", () => {
    expect(["#000000", "#0b5fff", "#767676"].map(isReadable)).toEqual([true, true, true]);
  });

  it("can't on what is not, nor on what is no colour", () => {
    const none = ["#ffffff", "#777777", "#ffff00", "", "red", "#12345", "#0b5fff00"];
    expect(none.filter(isReadable)).toEqual([]);
  });
});

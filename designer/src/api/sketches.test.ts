/**
 * Saving a sketch: over what was read, and nothing else.
 *
 * Never: a real server; the replies are the test's.
 */
import { describe, expect, it } from "vitest";

import { Problem } from "../model/problem";
import { stubApi } from "../testing/api";
import { deleteSketch, saveSketch, SketchMoved } from "./sketches";

const PLACE = { namespace: "sales", name: "order" };
const AT = "/api/v1/sketches/sales/order";
const SKETCH = {
  ...PLACE,
  title: null,
  text: "theirs",
  revision: 4,
  basedOn: "1.0.0",
  savedByName: "Mei",
  savedAt: "2026-01-01T00:00:00Z",
};
const moved = (newest: object | null) => ({
  status: 409,
  body: { type: "urn:baton:problem:moved", detail: "Moved.", remedy: "Look.", newest },
});

describe("saving a sketch", () => {
  it("says which revision was read", async () => {
    const { asked } = stubApi({ [`PUT ${AT}`]: { body: SKETCH } });
    const saved = await saveSketch(PLACE, { text: "a", basedOn: null, base: 3 });
    expect(saved.revision).toBe(4);
    expect(asked[0]?.headers.get("If-Match")).toBe('"3"');
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ text: "a" });
  });

  it("says that there was none", async () => {
    const { asked } = stubApi({ [`PUT ${AT}`]: { body: SKETCH } });
    await saveSketch(PLACE, { text: "a", basedOn: "1.0.0", base: null, apart: true });
    expect(asked[0]?.headers.get("If-None-Match")).toBe("*");
    expect(asked[0]?.headers.has("If-Match")).toBe(false);
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ text: "a", basedOn: "1.0.0", apart: true });
  });

  it("hands over what somebody else has saved", async () => {
    stubApi({ [`PUT ${AT}`]: moved(SKETCH), [`DELETE ${AT}`]: moved(SKETCH) });
    const error = await saveSketch(PLACE, { text: "a", basedOn: null, base: 3 }).catch(
      (cause: unknown) => cause,
    );
    expect(error).toBeInstanceOf(SketchMoved);
    expect((error as SketchMoved).newest).toEqual(SKETCH);
    await expect(deleteSketch(PLACE, 3)).rejects.toBeInstanceOf(SketchMoved);
  });

  it("is refused as usual where it was discarded", async () => {
    stubApi({ [`PUT ${AT}`]: moved(null) });
    const wanted = { text: "a", basedOn: null, base: 3 };
    await expect(saveSketch(PLACE, wanted)).rejects.toBeInstanceOf(Problem);
  });
});

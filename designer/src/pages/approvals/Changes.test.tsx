/**
 * What has been corrected: texts word by word, all else before and after.
 *
 * Never: a change by colour alone.
 */
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { aWhole } from "../../testing/approvals";
import { Changes } from "./Changes";

function shown(before: unknown, after: unknown): HTMLElement {
  const changes = [{ field: "text", before, after }] as never;
  render(<Changes approval={aWhole({ changes })} />);
  return screen.getByRole("definition");
}

describe("what has been corrected", () => {
  it("stands word by word in a text", () => {
    const said = shown("Take the train below 600 km.", "Take the train below 500 km.");
    expect(said.querySelector("del")).toHaveTextContent(/^600$/);
    expect(said.querySelector("ins")).toHaveTextContent(/^500$/);
    expect(said).toHaveTextContent("Take the train below Before: 600 Now: 500 km.");
  });

  it.each([
    [1900, 1500],
    ["old", "new"],
  ])("stands before and after: %j, %j", (before, after) => {
    const said = shown(before, after);
    expect(said.querySelector("del")).toHaveTextContent(String(before));
    expect(said.querySelector("ins")).toHaveTextContent(String(after));
  });

  it("says where there was nothing", () => {
    expect(shown(null, "new words").querySelector("del")).toBeNull();
  });
});

/**
 * What a machine can tell of whether everybody can use a part of a page.
 *
 * Never: of its colours; a unit test's page has none.
 */
import axe from "axe-core";
import { expect } from "vitest";

export async function expectAccessible(part = document.body): Promise<void> {
  const rules = { "color-contrast": { enabled: false } };
  // What stands in a frame is a page of its own, which a unit test doesn't load.
  const { violations } = await axe.run(part, { rules, iframes: false });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

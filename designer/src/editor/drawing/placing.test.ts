/**
 * Where something is put in by key or menu, and where a task stands in words.
 *
 * Never: a branch of a fork torn from what follows it.
 */
import { expect, it } from "vitest";

import { draftOf } from "../../model/draft";
import { isPlainBranch, placeAfter, placeBefore, placeBeside, whereabouts } from "./placing";

const DRAFT = draftOf(`document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }
do:
  - a: { set: { x: 1 } }
  - f:
      fork:
        branches:
          - one: { set: { x: 1 } }
          - two: { do: [{ inner: { set: { x: 1 } } }] }
`);
const LIST = "/do/1/f/fork/branches";

it("puts behind a branch in that branch, and pastes beside it", () => {
  const one = `${LIST}/0/one`;
  expect(placeAfter(DRAFT, one)).toEqual({ list: LIST, index: 1, branch: one });
  expect(placeBefore(DRAFT, one)).toEqual({ list: LIST, index: 0, branch: one });
  expect(placeBeside(DRAFT, one)).toEqual({ list: LIST, index: 1 });
  expect(isPlainBranch(DRAFT.shown?.document ?? null, `${LIST}/1/two`)).toBe(false);
});

it("says in which block and behind whom", () => {
  const { document = null } = DRAFT.shown ?? {};
  expect(whereabouts(document, "/do/1/f")).toBe("In the process itself: After a.");
  expect(whereabouts(document, `${LIST}/1/two/do/0/inner`)).toBe(
    "In the block two: At the beginning.",
  );
});

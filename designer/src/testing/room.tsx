/**
 * Parts of the editor's room in a unit test's page, over a definition that is saved as revision 4.
 *
 * Never: in the application; only tests import it.
 */
import { act } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";

import type { Theirs } from "../editor/autosave";
import { type Autosave, makeAutosave } from "../editor/autosaving";
import { shelfOf } from "../editor/kept";
import { type EditorStore, makeEditor } from "../editor/store";
import { EditorContext } from "../editor/useEditor";
import { shown } from "../forms/forTests";
import { ADA, type Replies, stubApi } from "./api";

export const PLACE = { namespace: "demo", name: "hello" };
export const SKETCH = "/api/v1/sketches/demo/hello";
export const SAVED = `do:
  - first:
      set: { a: 1 }
  - second:
      set: { b: 2 }
`;

/** As the server tells it. */
export function sketch(text: string, revision: number): Theirs {
  const savedAt = "2026-01-01T10:00:00Z";
  return { ...PLACE, ...{ text, revision, savedAt, savedByName: "Bob" } };
}

type Room = { readonly editor: EditorStore; readonly autosave: Autosave };

/** What it saves is never answered, unless the test says otherwise. */
export function openRoom(parts: (room: Room) => ReactNode, replies: Replies = {}) {
  const api = stubApi({ "GET /api/v1/me": { body: ADA }, [`PUT ${SKETCH}`]: "never", ...replies });
  const editor = makeEditor(SAVED);
  const base = { text: SAVED, revision: 4, savedAt: "2026-01-01T09:00:00Z" };
  const shelf = shelfOf("p1", "demo/hello", "r1");
  const given = { editor, place: PLACE, base, basedOn: null, shelf, onSignedOut: () => undefined };
  const autosave = makeAutosave(given);
  const end = autosave.begin();
  shown(<EditorContext value={editor}>{parts({ editor, autosave })}</EditorContext>);
  const text = () => editor.state.getState().draft.text;
  const type = (next: string) => act(() => editor.type(next, undefined, { at: 0 }));
  const hear = (theirs: Theirs | null) => act(() => autosave.hear(theirs));
  return { ...api, editor, autosave, text, type, hear, end, user: userEvent.setup() };
}

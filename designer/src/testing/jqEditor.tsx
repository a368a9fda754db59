/**
 * A part of the editor in a unit test's page, with an open definition around it.
 *
 * Never: in the application; only tests import it.
 */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { EditorView } from "@codemirror/view";
import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";

import type { TaskData } from "../model/jq/taskData";
import { ADA, type Replies, stubApi } from "./api";
import type { Problem } from "../editor/problems";
import { type EditorStore, makeEditor } from "../editor/store";
import { EditorContext } from "../editor/useEditor";
import { sampleStore } from "../editor/jq/sampleData";

export const TEXT = `document: { dsl: 1.0.3, namespace: demo, name: buy, version: 1.0.0 }
use: { secrets: [key] }
do:
  - pay:
      call: http
      with: { method: post, endpoint: https://pay.example, body: { sum: "\${ .amount }" } }
  - choose:
      switch:
        - big: { when: .amount > 500, then: end }
`;
export const PAY = "/do/0/pay";

export const DATA: TaskData = {
  input: {
    type: "object",
    properties: {
      amount: { type: "number", title: "Amount" },
      kind: { enum: ["travel", "food"] },
      subject: { type: "string" },
      order: { type: "object", properties: { id: { type: "string" } } },
    },
  },
  output: true,
  context: { type: "object", properties: { limit: { type: "number" } } },
  variables: {},
};

export const WORDS = {
  functions: [
    {
      ...{ name: "map", arity: 1, signature: "map(f)", category: "lists" },
      ...{ summary: "Applies f to each entry.", example: "[1] | map(. + 1)", result: [2] },
    },
  ],
  keywords: ["if", "then"],
  formats: ["@csv"],
  variables: [{ name: "$context", summary: "What tasks have exported." }],
};

/** A run of the process above in which the amount was 720. */
export const RAN: Replies = {
  "GET /api/v1/runs": {
    body: { items: [{ id: "r1", createdAt: "2026-01-01T10:00:00Z" }], next: null },
  },
  "GET /api/v1/runs/r1/trace": {
    body: {
      status: "completed",
      items: [
        { ...{ sequence: 1, kind: "run.started", task: "" }, body: { input: { amount: 720 } } },
        {
          ...{ sequence: 2, kind: "task.started", task: PAY },
          body: { input: { amount: 720, kind: "food" } },
        },
      ],
    },
  },
};

export const USUAL: Replies = {
  "GET /api/v1/me": { body: ADA },
  "GET /api/v1/me/permissions": {
    body: { process: null, permissions: ADA.permissions, somewhere: [] },
  },
  "GET /api/v1/expressions/words": { body: WORDS },
  "POST /api/v1/expressions/evaluate": { body: { results: [720], more: false, fault: null } },
  "GET /api/v1/processes/demo/buy/scenarios": { body: { items: [] } },
  ...RAN,
};

/** jsdom has no layout; the editor asks for the places of letters. */
const NOWHERE = Object.assign([], { item: () => null }) as unknown as DOMRectList;

export function openEditor(
  part: ReactNode,
  options: { replies?: Replies; problems?: readonly Problem[]; text?: string } = {},
) {
  sampleStore.setState({ sources: {}, pinned: {} });
  Range.prototype.getClientRects = () => NOWHERE;
  Range.prototype.getBoundingClientRect = () => document.body.getBoundingClientRect();
  const { asked } = stubApi({ ...USUAL, ...options.replies });
  const text = options.text ?? TEXT;
  const editor: EditorStore = makeEditor(text);
  editor.check({ text, problems: options.problems ?? [], data: new Map([[PAY, DATA]]) });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <EditorContext value={editor}>
          <main>{part}</main>
        </EditorContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { asked, editor, user: userEvent.setup() };
}

/** The editor behind a field; a unit test's page can't be typed into. */
export function editorIn(field: HTMLElement): EditorView {
  const view = EditorView.findFromDOM(field);
  if (view === null) throw new Error("This is no code editor.");
  return view;
}

export function write(field: HTMLElement, text: string): void {
  const view = editorIn(field);
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

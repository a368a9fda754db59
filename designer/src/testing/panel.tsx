/**
 * The panel over a text in a unit test's page.
 *
 * Never: in the application; only tests import it.
 */
import { userEvent } from "@testing-library/user-event";

import type { FunctionShown } from "../api/functions";
import { shown } from "../forms/forTests";
import { ADA, type Replies, stubApi } from "./api";
import type { Problem, TaskData } from "../editor/problems";
import { makeEditor } from "../editor/store";
import { EditorContext } from "../editor/useEditor";
import { Panel } from "../editor/panel/Panel";

const APPROVAL: FunctionShown = {
  ...{ call: "approval:1.0.0@default", name: "approval", version: "1.0.0", newest: true },
  ...{ title: "Ask for a decision", summary: "Asks people.", category: "people", icon: "checks" },
  ...{ idempotent: true, timeoutSeconds: 30, outcomes: [], errors: [], examples: [], output: {} },
  input: {
    type: "object",
    properties: {
      subject: { type: "string", title: "Subject", maxLength: 300 },
      body: { type: "string", title: "Text", contentMediaType: "text/markdown" },
      form: { type: "object", title: "Form" },
      approvers: { title: "Approvers", $ref: "#/$defs/people" },
      rule: { title: "Rule", $ref: "#/$defs/rule" },
      stages: {
        type: "array",
        title: "Stages",
        items: {
          type: "object",
          properties: { approvers: { $ref: "#/$defs/people" }, rule: { $ref: "#/$defs/rule" } },
        },
      },
      sendBack: { type: "boolean", title: "It can be sent back", default: true },
      level: { type: "string", title: "Level", enum: ["a", "b"] },
      remind: {
        type: "object",
        title: "Reminders",
        properties: {
          after: { title: "First after", $ref: "#/$defs/duration" },
          most: { type: "integer", title: "At most" },
        },
        required: ["after"],
      },
    },
    required: ["subject"],
    $defs: {
      people: { type: "array" },
      rule: { anyOf: [{ type: "string" }, { type: "integer" }] },
      duration: { anyOf: [{ type: "string" }, { type: "object" }] },
    },
  },
};

const NOBODY = { body: { items: [], next: null } };
export const USUAL: Replies = {
  "GET /api/v1/me": { body: ADA },
  "GET /api/v1/functions": { body: { items: [APPROVAL], next: null } },
  "GET /api/v1/people": NOBODY,
  "GET /api/v1/departments": { body: { items: [{ id: "d", name: "Finance", path: ["Finance"] }] } },
  "GET /api/v1/groups": { body: { items: [] } },
  "GET /api/v1/roles": { body: { items: [] } },
  "GET /api/v1/secrets": { body: { items: [{ name: "shop" }] } },
  "GET /api/v1/notification-templates": { body: { items: [] } },
  "POST /api/v1/schedules/preview": { body: { next: ["2026-03-05T09:00:00Z"] } },
};

type Options = {
  readonly chosen?: readonly string[];
  readonly readOnly?: boolean;
  readonly problems?: readonly Problem[];
  readonly data?: ReadonlyMap<string, TaskData>;
  readonly replies?: Replies;
};

export function openPanel(text: string, options: Options = {}) {
  const { chosen = [], readOnly = false, problems = [], data = new Map() } = options;
  const api = stubApi({ ...USUAL, ...options.replies });
  const editor = makeEditor(text, { readOnly });
  editor.check({ text, problems, data });
  editor.choose(chosen);
  shown(
    <EditorContext value={editor}>
      <Panel />
    </EditorContext>,
  );
  return {
    ...{ user: userEvent.setup(), editor, api },
    text: () => editor.state.getState().draft.text,
  };
}

/** A document with these tasks, given as lines of YAML. */
export function withTasks(tasks: string): string {
  return `document: { dsl: 1.0.3, namespace: office, name: try, version: 1.0.0 }\ndo:\n${tasks}`;
}

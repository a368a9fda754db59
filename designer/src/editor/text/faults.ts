/**
 * What is wrong, as marks of the text: underlined, in the gutter, and told with its remedy.
 *
 * Never: a mark of an older text put to this one; until the newer is checked they move with it.
 */
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";

import type { Draft } from "../../model/draft";
import { fix, fixesOf } from "../fixing";
import { rangeOfProblem } from "../places";
import type { Found, Problem } from "../problems";
import type { Editing, EditorStore } from "../store";
import { faultWords } from "../words";

/** Tells the view what is wrong, now and after each change; ends with what it returns. */
export function telling(view: EditorView, editor: EditorStore): () => void {
  const tell = ({ draft, found }: Editing, before?: Editing) => {
    const isMended = before !== undefined && before.draft.faults.length > 0;
    const wrong = diagnosticsOf(editor, draft, found) ?? (isMended ? [] : undefined);
    if (wrong !== undefined) view.dispatch(setDiagnostics(view.state, wrong));
  };
  tell(editor.state.getState());
  return editor.state.subscribe((now, before) => {
    if (now.draft !== before.draft || now.found !== before.found) tell(now, before);
  });
}

/** Nothing while what is known is of another text. */
export function diagnosticsOf(
  editor: EditorStore,
  draft: Draft,
  found: Found,
): Diagnostic[] | undefined {
  if (draft.faults.length > 0)
    return draft.faults.map((fault) => ({
      from: fault.from,
      to: Math.max(fault.from, fault.to),
      severity: "error",
      ...told(faultWords(fault)),
    }));
  if (found.text !== draft.text) return undefined;
  return found.problems.map((problem) => ({
    ...rangeOfProblem(draft, problem),
    severity: problem.severity,
    ...told({ title: problem.message, remedy: problem.remedy }),
    actions: actionsOf(editor, draft, problem),
  }));
}

function told({ title, remedy }: { readonly title: string; readonly remedy: string }) {
  return {
    message: `${title} ${remedy}`,
    renderMessage: () => {
      const place = document.createElement("div");
      place.dir = "auto";
      for (const text of [title, remedy].filter((one) => one !== "")) {
        const line = document.createElement("p");
        line.textContent = text;
        place.append(line);
      }
      return place;
    },
  };
}

function actionsOf(editor: EditorStore, { shown }: Draft, problem: Problem) {
  if (shown === undefined) return [];
  return fixesOf(problem, shown.document).map((one) => ({
    name: one.label,
    apply: () => fix(editor, one),
  }));
}

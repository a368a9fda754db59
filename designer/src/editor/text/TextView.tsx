/**
 * The text of the open definition, to write in.
 *
 * Never: a keyboard that can't get out; Escape and then Tab leaves it.
 */
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  foldGutter,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useId, useRef } from "react";

import { YAML_COLOURS } from "../../parts/yamlColours";
import { say } from "../../words";
import { type Finding, useFinding } from "../finding";
import type { EditorStore } from "../store";
import { useEditor } from "../useEditor";
import { completing } from "./completing";
import { following, telling } from "./bridge";
import { telling as tellingFaults } from "./faults";
import { LOOK } from "./look";
import { markFound, MARKS } from "./marks";
import styles from "./TextView.module.css";

type Props = {
  readonly readOnly: boolean;
  /** Hands out what brings the focus to where the cursor stands, while the text is shown. */
  readonly onReady?: ((focus: (() => void) | undefined) => void) | undefined;
};

export function TextView({ readOnly, onReady }: Props) {
  const editor = useEditor();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const hint = useId();
  const finding = useFinding();
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = makeView(place.current, editor, hint);
    view.current = made;
    const ends = [following(made, editor), tellingFaults(made, editor)];
    onReady?.(() => focusOn(made));
    return () => {
      onReady?.(undefined);
      for (const end of ends) end();
      made.destroy();
      view.current = undefined;
    };
  }, [editor, hint, onReady]);
  useEffect(
    () => view.current?.dispatch({ effects: writable.reconfigure(lock(readOnly)) }),
    [readOnly],
  );
  useEffect(() => show(view.current, finding), [finding]);
  return (
    <div className={styles["frame"]}>
      <div ref={place} className={styles["text"]} dir="ltr" />
      <p id={hint} className={styles["hint"]}>
        {say(readOnly ? "editor.textReadOnly" : "editor.textHint")}
      </p>
    </div>
  );
}

const writable = new Compartment();

function lock(readOnly: boolean) {
  return EditorState.readOnly.of(readOnly);
}

function makeView(parent: HTMLElement, editor: EditorStore, hint: string): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: editor.state.getState().draft.text,
      extensions: [
        telling(editor),
        lineNumbers(),
        lintGutter(),
        foldGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        EditorState.allowMultipleSelections.of(true),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("  "),
        yaml(),
        syntaxHighlighting(YAML_COLOURS),
        autocompletion({ override: [completing(editor)], icons: false }),
        keymap.of([...completionKeymap, ...lintKeymap, indentWithTab, ...defaultKeymap]),
        MARKS,
        LOOK,
        EditorView.lineWrapping,
        writable.of([]),
        EditorView.contentAttributes.of({
          "aria-label": say("editor.text"),
          "aria-describedby": hint,
          spellcheck: "false",
        }),
      ],
    }),
  });
}

function show(view: EditorView | undefined, finding: Finding): void {
  const here = finding.ranges[finding.at];
  view?.dispatch({
    effects: [
      markFound.of(finding),
      ...(here === undefined ? [] : [EditorView.scrollIntoView(here.from, { y: "center" })]),
    ],
  });
}

function focusOn(view: EditorView): void {
  view.focus();
  view.dispatch({ scrollIntoView: true });
}

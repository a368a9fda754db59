/**
 * An editor of one line or many in the middle of a form, as a field like the others.
 *
 * Never: a trap for the keyboard; Tab leaves it.
 */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";

import { type Aim, aimAt, PATH_TYPE, unaim } from "./aim";
import type { completing } from "./complete";
import styles from "./jq.module.css";

/** Marks what came from outside, so that it isn't told back. */
const GIVEN = Annotation.define<true>();

export type CodeProps = {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  /** Ids of what names and describes it. */
  readonly labelledBy: string;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean;
  readonly isMultiline?: boolean;
  readonly isReadOnly?: boolean;
  readonly marks?: readonly Diagnostic[];
  readonly complete?: ReturnType<typeof completing>;
  readonly extensions: readonly Extension[];
  /** Prose runs as its language does; code from left to right. */
  readonly isProse?: boolean;
  /** How a value that is put in is spelled here. */
  readonly spell?: (source: string) => string;
  /** Begins with the cursor at this letter, in the field. */
  readonly cursorAt?: number | undefined;
  /** Takes what puts a value in where the cursor is. */
  readonly onReady?: ((insert: (source: string) => void) => void) | undefined;
};

export function CodeEditor(props: CodeProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const attributes = useRef(new Compartment());
  const current = useRef(props);
  useEffect(() => {
    current.current = props;
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = viewIn(place.current, current, attributes.current);
    view.current = made.view;
    const { cursorAt, onReady } = current.current;
    onReady?.(made.aim.insert);
    if (cursorAt !== undefined) {
      const anchor = Math.min(cursorAt, made.view.state.doc.length);
      made.view.dispatch({ selection: { anchor } });
      made.view.focus();
    }
    return () => {
      unaim(made.aim);
      made.view.destroy();
    };
  }, []);
  const { text, marks, isReadOnly = false } = props;
  useEffect(() => {
    const now = view.current?.state.doc.toString();
    // A space at the end is no other expression, and whoever types it goes on.
    if (now === undefined || now === text || now.trim() === text) return;
    view.current?.dispatch({
      changes: { from: 0, to: now.length, insert: text },
      annotations: GIVEN.of(true),
    });
  }, [text]);
  useEffect(() => {
    const { current: at } = view;
    if (at === undefined) return;
    const { length } = at.state.doc;
    const within = (marks ?? []).map((mark) => ({
      ...mark,
      from: Math.min(mark.from, length),
      to: Math.min(mark.to, length),
    }));
    at.dispatch(setDiagnostics(at.state, within));
  }, [marks]);
  const { labelledBy, describedBy, isInvalid = false, isMultiline = false } = props;
  useEffect(() => {
    const said = saidOf({ labelledBy, describedBy, isInvalid, isMultiline, isReadOnly });
    view.current?.dispatch({ effects: attributes.current.reconfigure(said) });
  }, [labelledBy, describedBy, isInvalid, isMultiline, isReadOnly]);
  return (
    <div
      ref={place}
      className={styles["code"]}
      data-invalid={isInvalid || undefined}
      dir={props.isProse === true ? "auto" : "ltr"}
    />
  );
}

type Said = Required<Pick<CodeProps, "labelledBy" | "isInvalid" | "isMultiline" | "isReadOnly">> & {
  readonly describedBy: string | undefined;
};

function saidOf({ labelledBy, describedBy, isInvalid, isMultiline, isReadOnly }: Said): Extension {
  return [
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({
      "aria-labelledby": labelledBy,
      "aria-multiline": String(isMultiline),
      "aria-invalid": String(isInvalid),
      "aria-readonly": String(isReadOnly),
      ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    }),
  ];
}

type Current = { readonly current: CodeProps };

function viewIn(parent: HTMLElement, current: Current, attributes: Compartment) {
  const { text, labelledBy, extensions, isMultiline = false, isProse } = current.current;
  const insert = (source: string, at?: number) => putIn(view, current, source, at);
  const aim: Aim = { label: current.current.label, insert };
  const view: EditorView = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        attributes.of(
          EditorView.contentAttributes.of({ "aria-labelledby": labelledBy, spellcheck: "false" }),
        ),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...ownKeys(isMultiline),
          ...defaultKeymap,
        ]),
        bracketMatching(),
        // Nobody who writes a letter wants a second bracket for each.
        isProse === true ? [] : closeBrackets(),
        autocompletion({
          override: [(context) => current.current.complete?.(context) ?? null],
          icons: false,
        }),
        EditorView.lineWrapping,
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (docChanged && !transactions.some((one) => one.annotation(GIVEN) === true))
            current.current.onChange(state.doc.toString());
        }),
        EditorView.domEventHandlers({
          focus: () => aimAt(aim),
          drop: (event, over) => dropped(event, over, insert),
        }),
        ...extensions,
      ],
    }),
  });
  return { view, aim };
}

/** Enter belongs to the form where there is but one line. */
function ownKeys(isMultiline: boolean) {
  return isMultiline ? [] : [{ key: "Enter", run: () => true }];
}

function dropped(
  event: DragEvent,
  over: EditorView,
  insert: (source: string, at?: number) => void,
) {
  const source = event.dataTransfer?.getData(PATH_TYPE) ?? "";
  if (source === "") return false;
  event.preventDefault();
  insert(source, over.posAtCoords({ x: event.clientX, y: event.clientY }) ?? undefined);
  return true;
}

function putIn(view: EditorView, { current }: Current, source: string, at?: number): void {
  const spelled = current.spell?.(source) ?? source;
  const { from, to } = view.state.selection.main;
  const [begin, end] = at === undefined ? [from, to] : [at, at];
  // Two names side by side would be one.
  const isJoined =
    current.spell === undefined && /[\w)\]"]/.test(view.state.sliceDoc(begin - 1, begin));
  const insert = isJoined ? ` ${spelled}` : spelled;
  view.dispatch({
    changes: { from: begin, to: end, insert },
    selection: { anchor: begin + insert.length },
  });
  view.focus();
}

/**
 * YAML with line numbers and colours, to read, search and copy.
 *
 * Never: editable; the designer's editor is another thing.
 */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { yaml } from "@codemirror/lang-yaml";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";

import styles from "./YamlText.module.css";

const COLOURS = HighlightStyle.define([
  {
    tag: [tags.definition(tags.propertyName), tags.propertyName],
    color: "var(--json-key)",
    fontWeight: "500",
  },
  { tag: [tags.string, tags.content], color: "var(--json-text)" },
  { tag: [tags.number], color: "var(--json-number)" },
  { tag: [tags.bool, tags.null, tags.keyword], color: "var(--json-word)" },
  { tag: [tags.comment, tags.meta, tags.punctuation, tags.separator], color: "var(--ink-soft)" },
]);

const LOOK = EditorView.theme({
  "&": { backgroundColor: "transparent", fontSize: "var(--size-small)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-content": {
    fontFamily: "var(--face-code)",
    caretColor: "transparent",
    padding: "0.75rem 0",
  },
  ".cm-scroller": { fontFamily: "var(--face-code)", lineHeight: "1.6" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-soft)", border: "none" },
});

export function YamlText({ label, text }: { readonly label: string; readonly text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          yaml(),
          syntaxHighlighting(COLOURS),
          LOOK,
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true" }),
        ],
      }),
    });
    return () => view.destroy();
  }, [label, text]);
  return <div ref={place} className={styles["text"]} dir="ltr" />;
}

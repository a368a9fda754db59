/**
 * YAML with line numbers and colours, to read, search and copy.
 *
 * Never: editable; the designer's editor is another thing.
 */
import { syntaxHighlighting } from "@codemirror/language";
import { yaml } from "@codemirror/lang-yaml";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "react";

import { YAML_COLOURS } from "./yamlColours";
import styles from "./YamlText.module.css";

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
          syntaxHighlighting(YAML_COLOURS),
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

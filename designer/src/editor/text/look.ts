/**
 * How the text of a definition looks while it is written.
 *
 * Never: a colour of its own, nor a picture by an address; the page's policy lets none in.
 */
import { EditorView } from "@codemirror/view";

const mark = (role: string) => ({
  backgroundImage: "none",
  paddingBottom: "0",
  textDecoration: `underline wavy var(--${role}) 1px`,
  textUnderlineOffset: "0.22em",
});

const gutter = (role: string, shape: string) => ({
  content: `"${shape}"`,
  color: `var(--${role})`,
  fontSize: "0.8em",
});

export const LOOK = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--sheet)", fontSize: "var(--size-small)" },
  // Around the whole, gutter and all; see TextView.module.css.
  "&.cm-focused": { outline: "none" },
  ".cm-content": {
    fontFamily: "var(--face-code)",
    caretColor: "var(--ink)",
    padding: "0.75rem 0",
  },
  ".cm-scroller": { fontFamily: "var(--face-code)", lineHeight: "1.6", overflow: "auto" },
  ".cm-gutters": {
    backgroundColor: "var(--sheet)",
    color: "var(--ink-soft)",
    borderInlineEnd: "1px solid var(--rule)",
  },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--hover)", color: "var(--ink)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--hover) 60%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--accent) 22%, transparent) !important",
  },
  ".cm-content ::selection": { backgroundColor: "transparent", color: "var(--ink)" },
  ".cm-matchingBracket": { outline: "1px solid var(--edge)", backgroundColor: "transparent" },
  ".cm-chosen": { boxShadow: "inset 3px 0 0 var(--accent)" },
  ".cm-found": { backgroundColor: "color-mix(in oklab, var(--waiting) 26%, transparent)" },
  ".cm-found-here": { outline: "2px solid var(--waiting)" },
  ".cm-tooltip": {
    border: "1px solid var(--edge)",
    borderRadius: "var(--round)",
    backgroundColor: "var(--sheet)",
    color: "var(--ink)",
    boxShadow: "var(--raised)",
    fontFamily: "var(--face)",
    maxWidth: "min(32rem, 90vw)",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--face-code)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-wash)",
    color: "var(--ink)",
  },
  ".cm-diagnostic": { borderInlineStart: "none", padding: "0.5rem 0.75rem" },
  ".cm-diagnostic p": { margin: "0" },
  ".cm-diagnostic p:first-child": { fontWeight: "600" },
  ".cm-diagnosticAction": {
    border: "1px solid var(--edge)",
    borderRadius: "var(--round)",
    backgroundColor: "var(--sheet)",
    color: "var(--ink)",
    padding: "0.25rem 0.6rem",
    marginInlineStart: "0",
    marginBlockStart: "0.5rem",
  },
  ".cm-lintRange-error": mark("faulted"),
  ".cm-lintRange-warning": mark("waiting"),
  ".cm-lintRange-active": { backgroundColor: "var(--faulted-wash)" },
  ".cm-lintPoint::after": { display: "none" },
  ".cm-lint-marker": { width: "1em", height: "auto", textAlign: "center" },
  ".cm-lint-marker-error": { content: "normal" },
  ".cm-lint-marker-error::before": gutter("faulted", "▲"),
  ".cm-lint-marker-warning": { content: "normal" },
  ".cm-lint-marker-warning::before": gutter("waiting", "◆"),
});

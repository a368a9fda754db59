/**
 * jq in an editor: its colours, its brackets, its looks.
 *
 * Never: a judgement of it; the server reads expressions, this only colours them.
 */
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const WORDS = new Set(
  "and or not if then elif else end as def reduce foreach try catch label import include __loc__".split(
    " ",
  ),
);
const CONSTANTS = new Set(["true", "false", "null"]);

/** Brackets that are open in expressions within texts, so that it knows where a text goes on. */
type State = { depths: number[]; isText: boolean };

export const jqLanguage = StreamLanguage.define<State>({
  name: "jq",
  startState: () => ({ depths: [], isText: false }),
  copyState: ({ depths, isText }) => ({ depths: [...depths], isText }),
  token: (stream, state) => {
    if (state.isText) {
      if (stream.eat('"')) state.isText = false;
      else if (stream.match("\\(")) {
        state.isText = false;
        state.depths.push(0);
        return "punctuation";
      } else if (stream.match(/^(?:\\.|[^"\\]+)/) === null) stream.next();
      return "string";
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return "comment";
    if (stream.eat('"')) {
      state.isText = true;
      return "string";
    }
    if (stream.match(/^\$[A-Za-z_]\w*/)) return "variableName";
    if (stream.match(/^\.[A-Za-z_]\w*/)) return "propertyName";
    if (stream.match(/^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/)) return "number";
    if (stream.match(/^@\w+/)) return "keyword";
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (word !== null && typeof word === "object") {
      if (CONSTANTS.has(word[0])) return "bool";
      return WORDS.has(word[0]) ? "keyword" : "name";
    }
    return closing(stream.next() ?? "", state);
  },
});

function closing(letter: string, state: State): string {
  const depth = state.depths.at(-1);
  if (depth !== undefined && letter === "(") state.depths[state.depths.length - 1] = depth + 1;
  if (depth !== undefined && letter === ")") {
    if (depth === 0) {
      state.depths.pop();
      state.isText = true;
    } else state.depths[state.depths.length - 1] = depth - 1;
  }
  return "punctuation";
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.name], color: "var(--json-key)" },
  { tag: tags.variableName, color: "var(--accent-strong)" },
  { tag: tags.string, color: "var(--json-text)" },
  { tag: tags.number, color: "var(--json-number)" },
  { tag: [tags.bool, tags.keyword], color: "var(--json-word)" },
  { tag: [tags.comment, tags.punctuation], color: "var(--ink-soft)" },
]);

export const LOOK = EditorView.theme({
  "&": { backgroundColor: "transparent", fontSize: "var(--size-small)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": {
    fontFamily: "var(--face-code)",
    caretColor: "var(--ink)",
    padding: "0.5rem 0",
    minHeight: "2.25rem",
  },
  ".cm-line": { padding: "0 0.625rem" },
  ".cm-scroller": { fontFamily: "var(--face-code)", lineHeight: "1.5" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-matchingBracket": {
    backgroundColor: "var(--accent-wash)",
    outline: "1px solid var(--edge)",
  },
  ".cm-placeholder": { color: "var(--ink-soft)" },
  ".cm-tooltip": {
    backgroundColor: "var(--sheet)",
    border: "1px solid var(--edge)",
    borderRadius: "var(--round)",
    boxShadow: "var(--raised)",
    color: "var(--ink)",
    maxWidth: "22rem",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--face-code)", maxHeight: "16rem" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.5rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-wash)",
    color: "var(--ink)",
  },
  ".cm-completionDetail": { color: "var(--ink-soft)", fontStyle: "normal" },
  ".cm-completionInfo": { padding: "0.5rem", fontSize: "var(--size-small)" },
});

export const LANGUAGE = [jqLanguage, syntaxHighlighting(COLOURS), LOOK];

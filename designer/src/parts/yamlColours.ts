/**
 * How YAML is coloured, wherever it is read or written.
 *
 * Never: a colour; only roles of them.
 */
import { HighlightStyle } from "@codemirror/language";
import { tags } from "@lezer/highlight";

export const YAML_COLOURS = HighlightStyle.define([
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

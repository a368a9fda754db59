/**
 * A text in which values stand as chips.
 *
 * Never: an expression of another kind shown as if it were text; that is written as one.
 */
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import { history, historyKeymap } from "@codemirror/commands";
import { keymap } from "@codemirror/view";
import { useId } from "react";

import { readPath, wordsOfPath } from "../../model/jq/paths";
import {
  CHIP,
  chipOf,
  heldOf,
  readTemplate,
  templateOf,
  writeTemplate,
} from "../../model/jq/template";
import { say } from "../../words";
import { useEditing } from "../useEditor";
import { CodeEditor } from "./CodeEditor";
import { ExpressionField, type ExpressionProps } from "./ExpressionField";
import styles from "./jq.module.css";
import { LOOK } from "./language";
import { useStanding } from "./useStanding";

type Props = Omit<ExpressionProps, "bare">;

export function TemplateField(props: Props) {
  const { value, onChange, label, pointer, multiline = false } = props;
  const id = useId();
  const { isLoose } = useStanding(pointer);
  const problem = useEditing(({ found }) => found.problems.find((one) => one.pointer === pointer));
  const template = readTemplate(value, isLoose);
  if (template === undefined)
    return (
      <div className={styles["field"]}>
        <ExpressionField {...props} />
        <p className={styles["soft"]}>{say("jq.template.raw")}</p>
      </div>
    );
  const [named, wrong, hint] = [`${id}-label`, `${id}-error`, `${id}-hint`];
  const described = `${hint} ${wrong}`;
  return (
    <div className={styles["field"]}>
      <span className={styles["label"]} id={named}>
        <bdi>{label}</bdi>
      </span>
      <div className={styles["template"]}>
        <CodeEditor
          text={heldOf(template)}
          onChange={(held) => onChange(writeTemplate(templateOf(held), isLoose))}
          label={label}
          labelledBy={named}
          describedBy={described}
          isInvalid={problem !== undefined}
          isMultiline={multiline || value.includes("\n") || value.includes("\\n")}
          extensions={CHIPS}
          isProse
          spell={(source) => (readPath(source) === undefined ? source : chipOf(source))}
        />
      </div>
      <p id={wrong} className={styles["error"]} role="status">
        {problem !== undefined && <bdi>{`${problem.message} ${problem.remedy}`.trim()}</bdi>}
      </p>
      <p id={hint} className={styles["soft"]}>
        {say("jq.template.hint")}
      </p>
    </div>
  );
}

class Chip extends WidgetType {
  private readonly source: string;

  constructor(source: string) {
    super();
    this.source = source;
  }

  override eq(other: Chip): boolean {
    return other.source === this.source;
  }

  override toDOM(): HTMLElement {
    const path = readPath(this.source);
    const name = (path && wordsOfPath(path)) ?? this.source;
    const chip = document.createElement("span");
    chip.className = styles["placed"] ?? "";
    chip.textContent = name === "" ? say("jq.whole") : name;
    chip.title = this.source;
    chip.setAttribute("aria-label", say("jq.template.insert", { name: chip.textContent }));
    chip.setAttribute("role", "img");
    return chip;
  }
}

function chipsIn(view: EditorView): DecorationSet {
  const chips = new RangeSetBuilder<Decoration>();
  for (const match of view.state.doc.toString().matchAll(CHIP)) {
    const widget = new Chip(match[1] ?? "");
    chips.add(match.index, match.index + match[0].length, Decoration.replace({ widget }));
  }
  return chips.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    chips: DecorationSet;

    constructor(view: EditorView) {
      this.chips = chipsIn(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged) this.chips = chipsIn(update.view);
    }
  },
  {
    decorations: ({ chips }) => chips,
    // The cursor goes over a chip as over one letter.
    provide: (own) =>
      EditorView.atomicRanges.of((view) => view.plugin(own)?.chips ?? Decoration.none),
  },
);

const CHIPS: readonly Extension[] = [plugin, LOOK, history(), keymap.of(historyKeymap)];

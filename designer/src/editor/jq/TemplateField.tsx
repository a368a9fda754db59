/**
 * A text in which values stand as chips. Without values it is a plain field; a value comes in by
 * `{{ }}`, by being dropped, or by being chosen from a list.
 *
 * Never: an expression of another kind shown as if it were text; whoever shows this asks first.
 */
import { Textarea, TextInput } from "@mantine/core";
import { type DragEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

import { readPath } from "../../model/jq/paths";
import {
  bracesIn,
  chipOf,
  hasValues,
  heldOf,
  readTemplate,
  type Template,
  templateOf,
  typedTemplate,
  writeTemplate,
} from "../../model/jq/template";
import { say } from "../../words";
import { type Aim, aimAt, PATH_TYPE, unaim } from "./aim";
import { CHIPS } from "./chips";
import { CodeEditor } from "./CodeEditor";
import styles from "./jq.module.css";

export type TemplateProps = {
  /** As the document has it; one that `readTemplate` reads. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly multiline?: boolean;
  /** An address or a name rather than prose. */
  readonly isCode?: boolean;
  /** Any text may be an expression there. */
  readonly isLoose?: boolean;
  /** Takes what puts a value in where the cursor is. */
  readonly onReady?: (insert: (source: string) => void) => void;
};

export function TemplateField(props: TemplateProps) {
  const { value, onChange, isLoose = false } = props;
  const template = readTemplate(value, isLoose) ?? [];
  // Once it has chips it stays of that kind, so that nobody loses the field that they type in.
  const [isRich, setIsRich] = useState(() => hasValues(template));
  const [cursorAt, setCursorAt] = useState<number>();
  if (!isRich && hasValues(template)) setIsRich(true);
  const change = (next: Template, cursor?: number) => {
    if (cursor !== undefined && hasValues(next)) setCursorAt(cursor);
    onChange(writeTemplate(next, isLoose));
  };
  const inner = { ...props, template, change };
  return isRich ? <Rich {...inner} cursorAt={cursorAt} /> : <Bare {...inner} />;
}

type InnerProps = TemplateProps & {
  readonly template: Template;
  readonly change: (next: Template, cursor?: number) => void;
};

type Box = HTMLInputElement & HTMLTextAreaElement;

/** While nothing but text stands in it. */
function Bare(props: InnerProps) {
  const { template, change, label, description, error, disabled = false } = props;
  const { multiline = false, isCode = false, onReady } = props;
  const box = useRef<Box>(null);
  const text = template.map((part) => (part.kind === "plain" ? part.text : "")).join("");
  // Braces that stand in the document as letters were meant so by somebody.
  const isLiteral = bracesIn(text).length > 0;
  const type = (typed: string, end: number) => {
    if (isLiteral) change([{ kind: "plain", text: typed }]);
    else change(typedTemplate(typed), heldOf(typedTemplate(typed.slice(0, end))).length);
  };
  const insert = (source: string) => {
    const from = box.current?.selectionStart ?? text.length;
    const to = box.current?.selectionEnd ?? from;
    const before: Template = [
      { kind: "plain", text: text.slice(0, from) },
      { kind: "inner", source },
    ];
    change([...before, { kind: "plain", text: text.slice(to) }], heldOf(before).length);
  };
  const focused = useAiming(label, insert, onReady);
  const common = {
    ref: box,
    label: <bdi>{label}</bdi>,
    description,
    error,
    disabled,
    value: text,
    dir: isCode ? "ltr" : "auto",
    autoComplete: "off",
    spellCheck: !isCode,
    onFocus: focused,
    onDrop: (event: DragEvent) => {
      const source = event.dataTransfer.getData(PATH_TYPE);
      if (source === "" || disabled) return;
      event.preventDefault();
      insert(source);
    },
  } as const;
  const typed = ({
    currentTarget,
  }: {
    readonly currentTarget: HTMLInputElement | HTMLTextAreaElement;
  }) => type(currentTarget.value, currentTarget.selectionEnd ?? currentTarget.value.length);
  return multiline ? (
    <Textarea {...common} autosize minRows={3} maxRows={14} onChange={typed} />
  ) : (
    <TextInput {...common} onChange={typed} />
  );
}

/** Where a value that somebody presses goes, while this was the last field they were in. */
function useAiming(
  label: string,
  insert: (source: string) => void,
  onReady: TemplateProps["onReady"],
): () => void {
  const latest = useRef(insert);
  const [aim] = useState<Aim>(() => ({ label, insert: (source) => latest.current(source) }));
  useEffect(() => {
    latest.current = insert;
    onReady?.(insert);
  });
  useEffect(() => () => unaim(aim), [aim]);
  return () => aimAt(aim);
}

function Rich(props: InnerProps & { readonly cursorAt: number | undefined }) {
  const { template, change, label, description, error, disabled = false, cursorAt } = props;
  const { multiline = false, isCode = false, onReady, value } = props;
  const id = useId();
  const [named, wrong, hint] = [`${id}-label`, `${id}-error`, `${id}-hint`];
  return (
    <div className={styles["field"]}>
      <span className={styles["label"]} id={named}>
        <bdi>{label}</bdi>
      </span>
      {description !== undefined && (
        <p id={hint} className={styles["soft"]}>
          {description}
        </p>
      )}
      <div className={styles["template"]} data-long={multiline || undefined}>
        <CodeEditor
          text={heldOf(template)}
          onChange={(held) => change(templateOf(held))}
          label={label}
          labelledBy={named}
          describedBy={description === undefined ? wrong : `${hint} ${wrong}`}
          isInvalid={error !== undefined}
          isReadOnly={disabled}
          isMultiline={multiline || value.includes("\n") || value.includes("\\n")}
          extensions={CHIPS}
          isProse={!isCode}
          cursorAt={cursorAt}
          onReady={onReady}
          spell={(source) => (readPath(source) === undefined ? source : chipOf(source))}
        />
      </div>
      <p id={wrong} className={styles["error"]} role="status">
        {error !== undefined && <bdi>{error}</bdi>}
      </p>
      <p className={styles["soft"]}>{say("jq.template.hint")}</p>
    </div>
  );
}

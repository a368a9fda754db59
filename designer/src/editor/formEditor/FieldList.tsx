/**
 * Fields in their order: added, opened, moved by dragging or by keyboard, taken out.
 *
 * Never: an order that only a mouse can change.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from "react";

import { EntryTools } from "../../forms/EntryTools";
import { type FormField, keyFrom, newField, withKey } from "../../model/formFields";
import type { FieldKind } from "../../model/formKinds";
import { inWords } from "../../model/schema";
import { say } from "../../words";
import { AddField } from "./AddField";
import { FieldEditor } from "./FieldEditor";
import styles from "./formEditor.module.css";
import { HandleIcon } from "./icons";

type Props = {
  readonly fields: readonly FormField[];
  readonly disabled: boolean;
  readonly empty?: ReactNode;
  /** With what was changed, so that typing in one field is undone as a whole. */
  readonly onChange: (fields: readonly FormField[], burst: string) => void;
};

export function nameOf({ label, key }: FormField): string {
  return label === "" ? inWords(key) : label;
}

export function FieldList(props: Props) {
  const { fields, disabled, empty } = props;
  const list = useRef<HTMLOListElement>(null);
  const [dragged, drag] = useState<number>();
  const { open, setOpen, said, fresh, ...deeds } = useFields(props, list);
  const { add, move, remove, change, focus } = deeds;
  const over = ({ clientY }: PointerEvent) => {
    const to = dragged === undefined ? -1 : placeAt(list.current, clientY, dragged);
    if (dragged === undefined || to < 0 || to === dragged) return;
    move(dragged, to);
    drag(to);
  };
  return (
    <div className={styles["list"]}>
      {fields.length === 0 && empty}
      <ol
        ref={list}
        className={styles["fields"]}
        onPointerMove={over}
        onPointerUp={() => drag(undefined)}
        onPointerCancel={() => drag(undefined)}
      >
        {fields.map((field, index) => (
          <li
            key={index}
            className={styles["field"]}
            data-open={open === index || undefined}
            data-dragged={dragged === index || undefined}
          >
            <Row
              {...{ field, index, count: fields.length, disabled, move, remove, focus }}
              isOpen={open === index}
              onOpen={() => setOpen(open === index ? undefined : index)}
              onDrag={drag}
            />
            {open === index && (
              <FieldEditor
                field={field}
                others={fields.filter((_, at) => at !== index)}
                disabled={disabled}
                isNew={field.key === fresh}
                onChange={(next) => change(index, next)}
              />
            )}
          </li>
        ))}
      </ol>
      {!disabled && <AddField onAdd={add} />}
      <p className="unseen" role="status">
        {said}
      </p>
    </div>
  );
}

/** The field whose place the pointer has reached; over its middle, so that none jumps to and fro. */
function placeAt(list: HTMLElement | null, y: number, dragged: number): number {
  const rows = [...(list?.children ?? [])].map((row) => row.getBoundingClientRect());
  return rows.findIndex(({ top, bottom, height }, index) => {
    if (index < dragged) return y < top + height / 2;
    return index > dragged ? y > top + height / 2 && y <= bottom : y >= top && y <= bottom;
  });
}

/** What is done to the fields, and which of them is open. */
function useFields({ fields, onChange }: Props, list: RefObject<HTMLOListElement | null>) {
  const [open, setOpen] = useState<number>();
  const [said, announce] = useState("");
  const [fresh, setFresh] = useState<string>();
  const focus = (index: number, part: string) =>
    requestAnimationFrame(() => {
      const entry = list.current?.children[index];
      const one =
        entry?.querySelector<HTMLElement>(`:scope > div > ${part}:not(:disabled)`) ??
        entry?.querySelector<HTMLElement>("button:not(:disabled)") ??
        list.current?.parentElement?.querySelector<HTMLElement>(":scope > [data-add]");
      one?.focus();
    });
  const add = (kind: FieldKind) => {
    const label = say(`formEditor.kinds.${kind}`);
    const taken = fields.map(({ key }) => key);
    const key = keyFrom(label, taken);
    onChange([...fields, newField(kind, key, label)], `add ${fields.length}`);
    setFresh(key);
    setOpen(fields.length);
    requestAnimationFrame(() => {
      const input = list.current?.lastElementChild?.querySelector<HTMLInputElement>("input");
      input?.focus();
      input?.select();
    });
  };
  const move = (from: number, to: number) => {
    const field = fields[from];
    if (field === undefined || from === to || to < 0 || to >= fields.length) return;
    onChange(fields.toSpliced(from, 1).toSpliced(to, 0, field), "order");
    setOpen(open === from ? to : undefined);
    announce(say("form.moved", { name: nameOf(field), number: to + 1 }));
  };
  const remove = (index: number) => {
    const gone = fields[index];
    const left = fields.filter((_, at) => at !== index);
    // What was shown only because of it is shown always.
    const free = left.map((one) =>
      one.shownIf !== undefined && one.shownIf.field === gone?.key
        ? { ...one, shownIf: undefined }
        : one,
    );
    onChange(free, `remove ${index}`);
    setOpen(undefined);
    focus(Math.max(0, index - 1), "[data-tool='remove']");
  };
  const change = (index: number, next: FormField) => {
    const before = fields[index];
    const isRenamed = before !== undefined && before.key !== next.key;
    if (isRenamed && before.key === fresh) setFresh(next.key);
    const others = fields.with(index, isRenamed ? { ...next, key: before.key } : next);
    onChange(isRenamed ? withKey(others, index, next.key) : others, `field ${index}`);
  };
  return { open, setOpen, said, fresh, add, move, remove, change, focus };
}

type RowProps = {
  readonly field: FormField;
  readonly index: number;
  readonly count: number;
  readonly disabled: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onDrag: (index: number | undefined) => void;
  readonly move: (from: number, to: number) => void;
  readonly remove: (index: number) => void;
  readonly focus: (index: number, part: string) => void;
};

function Row({ field, index, count, disabled, isOpen, onOpen, onDrag, ...deeds }: RowProps) {
  const { move, remove, focus } = deeds;
  const byKey = (event: KeyboardEvent) => {
    if (!event.altKey || disabled) return;
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    move(index, index + by);
    focus(Math.min(Math.max(index + by, 0), count - 1), "button");
  };
  const moveTo = (to: number, tool: "up" | "down") => {
    move(index, to);
    focus(to, `[data-tool='${tool}']`);
  };
  return (
    <div className={styles["row"]}>
      {!disabled && (
        <span
          className={styles["handle"]}
          aria-hidden="true"
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.preventDefault();
            // The list hears of each step, wherever the pointer is.
            event.currentTarget.closest("ol")?.setPointerCapture(event.pointerId);
            onDrag(index);
          }}
        >
          <HandleIcon size={16} stroke={1.8} />
        </span>
      )}
      <button
        type="button"
        className={styles["name"]}
        aria-expanded={isOpen}
        onClick={onOpen}
        onKeyDown={byKey}
      >
        <bdi>{nameOf(field)}</bdi>
        <span className={styles["soft"]}>{summaryOf(field)}</span>
      </button>
      {!disabled && (
        <EntryTools
          name={nameOf(field)}
          movable
          onUp={index === 0 ? undefined : () => moveTo(index - 1, "up")}
          onDown={index === count - 1 ? undefined : () => moveTo(index + 1, "down")}
          onRemove={() => remove(index)}
        />
      )}
    </div>
  );
}

function summaryOf({ kind, required, shownIf }: FormField): string {
  const words = [
    say(`formEditor.kinds.${kind}`),
    ...(required ? [say("formEditor.required")] : []),
    ...(shownIf === undefined ? [] : [say("formEditor.conditional")]),
  ];
  return words.reduce((first, second) => say("canvas.comma", { first, second }));
}

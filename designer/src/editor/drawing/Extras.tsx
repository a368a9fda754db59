/**
 * What stands on the box of a task besides what it says: what is wrong with it, whether it is
 * folded, one more way through it, and the field while it gets another name.
 *
 * Never: the only way; each has a key or an entry in the menu.
 */
import { useDirection } from "@mantine/core";
import { type KeyboardEvent, memo, useId, useState } from "react";

import { nameOf } from "../../canvas/sentences";
import { useShown } from "../../canvas/shown";
import type { TaskNode } from "../../model/graphTypes";
import { AddIcon, FoldIcon } from "../../parts/icons";
import { say } from "../../words";
import type { Badge } from "./badges";
import { useBoard } from "./board";
import type { Deeds } from "./deeds";
import styles from "./Extras.module.css";
import { foldable } from "./folding";
import { useMarked } from "./marks";
import { growing } from "./menu";
import { useStage, useStageStore } from "./stage";

type Props = { readonly node: TaskNode };

export const Extras = memo(function Extras({ node }: Props) {
  const { dir } = useDirection();
  const { badges, named, catching, deeds } = useBoard();
  const badge = badges.get(named(node.id));
  const isMarked = useMarked(node.id);
  const isLifted = useStage(
    ({ dragged }) => dragged?.kind === "tasks" && dragged.pointers.includes(node.id),
  );
  const isRenamed = useStage(({ renaming }) => renaming === node.id);
  return (
    <div className={styles["extras"]} dir={dir} data-marked={isMarked || undefined}>
      {isLifted && <div className={styles["lifted"]} />}
      {isRenamed && <NameField node={node} />}
      {badge !== undefined && <Badged id={node.id} badge={badge} />}
      {foldable(node) && <Fold node={node} />}
      {deeds !== undefined && <Grow node={node} deeds={deeds} isCaught={catching.has(node.id)} />}
    </div>
  );
});

function Badged({ id, badge }: { readonly id: string; readonly badge: Badge }) {
  const { count, severity, messages } = badge;
  return (
    <span
      className={styles["badge"]}
      data-task={id}
      data-severity={severity}
      title={messages.join("\n")}
      // Its count is in the words of the task.
      aria-hidden="true"
    >
      <span data-count={count} />
    </span>
  );
}

function Fold({ node }: Props) {
  const { fold } = useBoard();
  const isFolded = !node.container;
  const words = isFolded ? "drawing.unfold" : "drawing.fold";
  const name = say(words, { name: nameOf(node) });
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles["fold"]}
      data-fold=""
      data-folded={isFolded || undefined}
      title={name}
      aria-label={name}
      onClick={() => fold(node.id, !isFolded)}
    >
      <FoldIcon size={16} stroke={1.6} aria-hidden="true" />
    </button>
  );
}

type GrowProps = Props & { readonly deeds: Deeds; readonly isCaught: boolean };

const Grow = memo(function Grow({ node, deeds, isCaught }: GrowProps) {
  const selected = useShown((shown) => shown.selected.has(node.id));
  return growing(node, deeds, isCaught).map(({ key, title, act }) => (
    <button
      key={key}
      type="button"
      tabIndex={-1}
      className={styles["grow"]}
      data-selected={selected || undefined}
      onClick={act}
    >
      <AddIcon size={14} stroke={1.8} aria-hidden="true" />
      {title}
    </button>
  ));
});

function NameField({ node }: Props) {
  const { deeds } = useBoard();
  const stage = useStageStore();
  const trouble = useId();
  const [text, setText] = useState(node.name);
  const [isTaken, setTaken] = useState(false);
  const end = () => stage.setState({ renaming: undefined, focusing: true });
  const keep = () => {
    const isSame = text === "" || text === node.name;
    if (isSame || deeds?.rename(node.id, text) === true) end();
    else setTaken(true);
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") end();
    if (event.key === "Enter" && !event.nativeEvent.isComposing) keep();
  };
  return (
    <div className={styles["name"]}>
      <input
        ref={focused}
        dir="auto"
        aria-label={say("drawing.name")}
        aria-invalid={isTaken || undefined}
        aria-errormessage={isTaken ? trouble : undefined}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          setTaken(false);
        }}
        onKeyDown={press}
        onBlur={() => (isTaken ? end() : keep())}
      />
      {isTaken && (
        <p id={trouble} role="alert">
          {say("drawing.nameTaken")}
        </p>
      )}
    </div>
  );
}

function focused(field: HTMLInputElement | null): void {
  field?.focus({ preventScroll: true });
  field?.select();
}

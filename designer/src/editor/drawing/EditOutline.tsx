/**
 * The definition as a list that can be edited: each task with a menu of all that is done in the
 * picture.
 *
 * Never: less than the picture does; who can't see it draws here.
 */
import { type MouseEvent, useId, useMemo, useRef } from "react";

import { KindIcon } from "../../canvas/KindIcon";
import outline from "../../canvas/Outline.module.css";
import { kindWord, nameOf, sentencesOf } from "../../canvas/sentences";
import { SentenceLine } from "../../canvas/SentenceLine";
import { taskAt } from "../../canvas/useWalk";
import { treeOf, type Tree } from "../../canvas/tree";
import type { Graph, TaskNode } from "../../model/graphTypes";
import { AddIcon, FoldIcon, MoreIcon } from "../../parts/icons";
import { say } from "../../words";
import { useChosen, useEditing, useEditor } from "../useEditor";
import { useBoard } from "./board";
import type { Deeds } from "./deeds";
import { placeAfter } from "./placing";
import styles from "./EditOutline.module.css";
import { foldable } from "./folding";
import { toggled } from "./selection";
import { useStage, useStageStore } from "./stage";
import { menuAt, useBoardKeys } from "./useBoardKeys";
import { useFocusing } from "./useFocusing";

type Props = { readonly graph: Graph; readonly deeds: Deeds; readonly isStale: boolean };

export function EditOutline({ graph, deeds, isStale }: Props) {
  const stage = useStageStore();
  const editor = useEditor();
  const root = useRef<HTMLDivElement>(null);
  const tree = useMemo(() => treeOf(graph), [graph]);
  const { fold } = useBoard();
  const go = (pointer: string) =>
    root.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(pointer)}"]`)?.focus();
  const keys = useBoardKeys({ graph, deeds, fold, go });
  const hint = useId();
  useFocusing(root, "data-entry", graph);
  const openAtEnd = ({ currentTarget }: MouseEvent) => {
    const { left: x, bottom: y } = currentTarget.getBoundingClientRect();
    const place = placeAfter(editor.state.getState().draft, undefined);
    stage.setState({ palette: { at: { x, y }, place } });
  };
  return (
    <div
      ref={root}
      className={`${outline["outline"]} ${styles["list"]}`}
      role="region"
      aria-label={say("drawing.asList")}
      aria-describedby={hint}
      {...keys}
      onContextMenu={(event) => {
        const id = taskAt(event.target);
        if (id === undefined || isStale) return;
        event.preventDefault();
        if (!deeds.chosen().includes(id)) editor.choose([id]);
        stage.setState({ menu: menuAt(event) });
      }}
    >
      <p id={hint} hidden>
        {say("drawing.keys")}
      </p>
      {tree.start !== undefined && (
        <p className={outline["start"]}>
          <b>{say("canvas.start")}</b>
          <SentenceLine sentence={tree.start} whole />
        </p>
      )}
      <Branch tree={tree} of={undefined} deeds={deeds} isStale={isStale} />
      {!isStale && (
        <button type="button" className={styles["add"]} onClick={openAtEnd}>
          <AddIcon size={16} stroke={1.8} aria-hidden="true" />
          {say("drawing.insertAtEnd")}
        </button>
      )}
    </div>
  );
}

type BranchProps = Omit<Props, "graph"> & {
  readonly tree: Tree;
  readonly of: string | undefined;
};

function Branch({ tree, of, deeds, isStale }: BranchProps) {
  const tasks = tree.inside.get(of);
  if (tasks === undefined) return null;
  return (
    <ol className={outline["branch"]}>
      {tasks.map((node) => (
        <li key={node.id}>
          <Entry node={node} tree={tree} deeds={deeds} isStale={isStale} />
          <Branch tree={tree} of={node.id} deeds={deeds} isStale={isStale} />
        </li>
      ))}
    </ol>
  );
}

type EntryProps = Omit<BranchProps, "of"> & { readonly node: TaskNode };

function Entry({ node, tree, deeds, isStale }: EntryProps) {
  const editor = useEditor();
  const stage = useStageStore();
  const { badges, named } = useBoard();
  const chosen = useChosen();
  const isSeveral = useStage(({ several }) => several);
  const isChosen = chosen.includes(node.id);
  const isRenamed = useStage(({ renaming }) => renaming === node.id);
  const badge = badges.get(named(node.id));
  const press = ({ ctrlKey, metaKey }: MouseEvent) => {
    const isAdded = ctrlKey || metaKey || stage.getState().several;
    editor.choose(isAdded ? toggled(chosen, node.id) : [node.id]);
  };
  return (
    <div className={outline["entry"]} data-task={node.id} data-selected={isChosen || undefined}>
      <KindIcon kind={node.kind} />
      <div>
        {isRenamed ? (
          <NameForm node={node} deeds={deeds} />
        ) : (
          <p className={outline["name"]}>
            <button
              type="button"
              data-entry={node.id}
              {...(isSeveral
                ? { "aria-pressed": isChosen }
                : { "aria-current": isChosen || undefined })}
              onClick={press}
            >
              <bdi>{nameOf(node)}</bdi>
            </button>
            {node.name !== "" && <span>{kindWord(node)}</span>}
            {badge !== undefined && (
              <span className={styles["problems"]} data-severity={badge.severity}>
                {say("drawing.problems", { count: badge.count })}
              </span>
            )}
          </p>
        )}
        {[...sentencesOf(node), ...(tree.ways.get(node.id) ?? [])].map((sentence, index) => (
          <SentenceLine key={index} sentence={sentence} whole />
        ))}
      </div>
      {foldable(node) && <Fold node={node} />}
      {!isStale && <More node={node} />}
    </div>
  );
}

/** In the list as in the picture; what is folded says how much it holds. */
function Fold({ node }: Pick<EntryProps, "node">) {
  const { fold } = useBoard();
  const name = say(node.container ? "drawing.fold" : "drawing.unfold", { name: nameOf(node) });
  return (
    <button
      type="button"
      className={styles["fold"]}
      data-folded={!node.container || undefined}
      aria-expanded={node.container}
      aria-label={name}
      title={name}
      onClick={() => fold(node.id, node.container)}
    >
      <FoldIcon size={18} stroke={1.6} aria-hidden="true" />
    </button>
  );
}

function More({ node }: Pick<EntryProps, "node">) {
  const editor = useEditor();
  const stage = useStageStore();
  const isReadOnly = useEditing(({ readOnly }) => readOnly);
  if (isReadOnly) return null;
  const open = ({ currentTarget }: MouseEvent) => {
    const { left: x, bottom: y } = currentTarget.getBoundingClientRect();
    if (!editor.state.getState().history.selection.tasks.includes(node.id))
      editor.choose([node.id]);
    stage.setState({ menu: { x, y } });
  };
  return (
    <button
      type="button"
      className={styles["more"]}
      aria-haspopup="menu"
      aria-label={say("drawing.whatToDo", { name: nameOf(node) })}
      onClick={open}
    >
      <MoreIcon size={18} stroke={1.6} aria-hidden="true" />
    </button>
  );
}

function NameForm({ node, deeds }: Pick<EntryProps, "node" | "deeds">) {
  const stage = useStageStore();
  const end = () => stage.setState({ renaming: undefined, focusing: true });
  return (
    <form
      className={styles["name"]}
      onSubmit={(event) => {
        event.preventDefault();
        const name = new FormData(event.currentTarget).get("name");
        if (typeof name !== "string") return;
        if (name === node.name || deeds.rename(node.id, name)) end();
        else deeds.tell(say("drawing.nameTaken"));
      }}
      onKeyDown={({ key }) => key === "Escape" && end()}
    >
      <input
        ref={focused}
        name="name"
        dir="auto"
        aria-label={say("drawing.name")}
        defaultValue={node.name}
        spellCheck={false}
        autoComplete="off"
      />
    </form>
  );
}

function focused(field: HTMLInputElement | null): void {
  field?.focus();
  field?.select();
}

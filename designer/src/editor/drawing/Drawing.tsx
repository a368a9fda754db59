/**
 * The open definition as a picture, or a list, in which one draws.
 *
 * Never: a change that doesn't go through the editor; the text shows it at once, and it can be
 * undone.
 */
import { ReactFlowProvider } from "@xyflow/react";
import { use, useCallback, useEffect, useMemo, useState } from "react";

import { ExtrasContext, makeShown, type Shown, ShownContext } from "../../canvas/shown";
import { useLayout } from "../../canvas/useLayout";
import { takenEdges } from "../../model/graphTaken";
import { type Graph, isTask, type TaskNode } from "../../model/graphTypes";
import { at, textAt } from "../../model/graphValues";
import { Empty, Loading } from "../../parts/Empty";
import { Notice } from "../../parts/Notice";
import { say } from "../../words";
import { useChosen, useEditing, useEditor, useStale } from "../useEditor";
import { type Badge, badgesOf } from "./badges";
import { type Board as Shared, BoardContext } from "./board";
import { type Deeds, deedsOn } from "./deeds";
import styles from "./Drawing.module.css";
import { EditOutline } from "./EditOutline";
import { Extras } from "./Extras";
import { First } from "./First";
import { foldedGraph, hiding } from "./folding";
import { foldedIn, keepFolds, readFolds } from "./folds";
import { useMarkedAt } from "./marks";
import { useNotLost } from "./useFocusing";
import { MoveTo } from "./MoveTo";
import { Palette } from "./Palette";
import { namesOf } from "./stable";
import { makeStage, StageContext } from "./stage";
import { StatesContext } from "./states";
import { Table } from "./Table";
import { TaskMenu } from "./TaskMenu";
import { Told } from "./Told";
import { Toolbar, type View } from "./Toolbar";

/** More can be drawn, but nobody finds their way in it. */
const MOST_TASKS = 1_500;
const NOTHING: Graph = { nodes: [], edges: [] };
const NONE: ReadonlySet<string> = new Set();

type Props = {
  /** On a phone it is a list at first, in which a thumb finds its way. */
  readonly narrow?: boolean;
};

export function Drawing({ narrow = false }: Props) {
  const editor = useEditor();
  const [stage] = useState(makeStage);
  const deeds = useMemo(() => deedsOn(editor, stage), [editor, stage]);
  const isStale = useStale();
  const isReadOnly = useEditing(({ readOnly }) => readOnly);
  const [view, setView] = useState<View>(narrow ? "list" : "picture");
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const { graph, whole, fold } = useFolded(deeds);
  const board = useShared(graph, whole, fold, deeds);
  const isOff = isStale || isReadOnly;
  useNotLost(stage, whole);
  return (
    <StageContext value={stage}>
      <BoardContext value={board}>
        <ExtrasContext value={extrasOf}>
          <div className={styles["drawing"]}>
            <Toolbar
              view={view}
              onView={setView}
              deeds={deeds}
              isStale={isStale}
              isPaletteOpen={isPaletteOpen && !isOff}
              onPalette={setPaletteOpen}
            />
            {view === "list" ? (
              <EditOutline graph={graph} deeds={deeds} isStale={isOff} />
            ) : (
              <Drawn graph={graph} deeds={deeds} isStale={isOff} hasPalette={isPaletteOpen} />
            )}
            <Told deeds={deeds} />
          </div>
          <Palette deeds={deeds} />
          <TaskMenu deeds={deeds} />
          <MoveTo deeds={deeds} />
        </ExtrasContext>
      </BoardContext>
    </StageContext>
  );
}

function extrasOf(node: TaskNode) {
  return <Extras node={node} />;
}

/** The graph with what is folded, as this browser remembers it. */
function useFolded(deeds: Deeds) {
  const editor = useEditor();
  const shown = useEditing(({ draft }) => draft.shown);
  const { document = null, graph: whole = NOTHING } = shown ?? {};
  const process = `${textAt(at(document, "document"), "namespace") ?? ""}/${textAt(at(document, "document"), "name") ?? ""}`;
  const [kept, setKept] = useState({ process, folds: readFolds(process) });
  const { folds } = kept;
  if (kept.process !== process) setKept({ process, folds: readFolds(process) });
  const folded = useMemo(() => foldedIn(whole, folds), [whole, folds]);
  const graph = useMemo(() => foldedGraph(whole, document, folded), [whole, document, folded]);
  const keep = useCallback(
    (next: ReadonlySet<string>) => {
      keepFolds(process, next);
      setKept({ process, folds: next });
    },
    [process],
  );
  const fold = useCallback(
    (pointer: string, isFolded: boolean) => {
      const name = namesOf(whole)(pointer);
      const others = [...folds].filter((one) => one !== name);
      // What would be hidden can't stay chosen.
      const isHidden = deeds.chosen().some((one) => one.startsWith(`${pointer}/`));
      if (isFolded && isHidden) editor.choose([pointer]);
      keep(new Set(isFolded ? [...others, name] : others));
    },
    [whole, folds, keep, deeds, editor],
  );
  useUnfolding(folded, whole, folds, keep);
  return { graph, whole, fold };
}

/** What is chosen or found elsewhere, in the text or in the list of problems, is shown. */
function useUnfolding(
  folded: ReadonlySet<string>,
  whole: Graph,
  folds: ReadonlySet<string>,
  keep: (folds: ReadonlySet<string>) => void,
): void {
  const chosen = useChosen();
  const marked = useMarkedAt();
  useEffect(() => {
    const wanted = marked === undefined ? chosen : [...chosen, marked];
    const name = namesOf(whole);
    const shut = new Set(hiding(folded, wanted).map(name));
    if (shut.size > 0) keep(new Set([...folds].filter((one) => !shut.has(one))));
  }, [chosen, marked, folded, whole, folds, keep]);
}

function useShared(graph: Graph, whole: Graph, fold: Shared["fold"], deeds: Deeds): Shared {
  const badges = useBadges(graph);
  const named = useMemo(() => namesOf(graph), [graph]);
  const catching = useMemo(() => {
    const caught = whole.nodes.filter(({ kind }) => kind === "catch");
    return new Set(caught.map(({ id }) => id.slice(0, -"/catch".length)));
  }, [whole]);
  return useMemo(
    () => ({ named, badges, catching, fold, deeds }),
    [named, badges, catching, fold, deeds],
  );
}

/** Of the text that was checked last; until the next check they stay with the boxes they are of. */
function useBadges(graph: Graph): ReadonlyMap<string, Badge> {
  const found = useEditing((editing) => editing.found);
  const isOfThis = useEditing(({ draft }) => draft.text === found.text);
  const [kept, setKept] = useState<ReadonlyMap<string, Badge>>(new Map());
  const fresh = useMemo(
    () => (isOfThis ? badgesOf(graph, found.problems, namesOf(graph)) : undefined),
    [graph, found, isOfThis],
  );
  if (fresh !== undefined && fresh !== kept) setKept(fresh);
  return fresh ?? kept;
}

type DrawnProps = {
  readonly graph: Graph;
  readonly deeds: Deeds;
  readonly isStale: boolean;
  readonly hasPalette: boolean;
};

function Drawn(props: DrawnProps) {
  const count = props.graph.nodes.filter(isTask).length;
  const isRead = useEditing(({ draft }) => draft.shown !== undefined);
  if (!isRead) return <Empty title={say("drawing.unreadable")} />;
  if (count === 0) return <First {...props} />;
  if (count <= MOST_TASKS) return <Laid {...props} />;
  return (
    <div className={styles["instead"]}>
      <Notice title={say("canvas.tooLarge", { count })} remedy={say("canvas.tooLargeRemedy")} />
    </div>
  );
}

function Laid({ graph, ...rest }: DrawnProps) {
  const arranged = useLayout(graph);
  const store = useShownStore(
    graph,
    arranged === undefined || arranged === "failed" ? graph : arranged.graph,
  );
  if (arranged === undefined)
    return (
      <div className={styles["instead"]}>
        <Loading label={say("canvas.drawing")} />
      </div>
    );
  if (arranged === "failed")
    return (
      <div className={styles["instead"]}>
        <Notice title={say("canvas.trouble")} remedy={say("canvas.troubleRemedy")} />
      </div>
    );
  return (
    <ShownContext value={store}>
      <ReactFlowProvider>
        <Table arranged={arranged} isNewest={arranged.graph === graph} {...rest} />
      </ReactFlowProvider>
    </ShownContext>
  );
}

/** What is chosen is shown in the picture of which it is; until that is drawn, as it was. */
function useShownStore(graph: Graph, drawn: Graph) {
  const chosen = useChosen();
  const tasks = use(StatesContext);
  const notes = useNotes(graph);
  const taken = useMemo(
    () => (tasks === undefined ? NONE : takenEdges(graph, tasks)),
    [graph, tasks],
  );
  const selected = useMemo(() => new Set(chosen), [chosen]);
  const current = useMemo(() => {
    const last = chosen.at(-1);
    const isThere = graph.nodes.some(({ id }) => id === last);
    return isThere ? last : graph.nodes.find(isTask)?.id;
  }, [graph, chosen]);
  const shown: Shown = { tasks, taken, selected, current, notes };
  const [store] = useState(() => makeShown(shown));
  const isNewest = graph === drawn;
  useEffect(() => {
    if (isNewest) store.write({ tasks, taken, selected, current, notes });
  }, [store, isNewest, tasks, taken, selected, current, notes]);
  return store;
}

/** What is said of a box besides: its problems. */
function useNotes(graph: Graph): ReadonlyMap<string, string> {
  const badges = useBadges(graph);
  return useMemo(() => {
    const name = namesOf(graph);
    const noted = graph.nodes.flatMap(({ id }): [string, string][] => {
      const count = badges.get(name(id))?.count;
      return count === undefined ? [] : [[id, say("drawing.problems", { count })]];
    });
    return new Map(noted);
  }, [graph, badges]);
}

/**
 * The room in which a definition is written: its bar, its views, its problems, its large parts.
 *
 * Never: a change of the definition made here; each part goes through the one store.
 */
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, Suspense, useEffect, useState } from "react";

import { useEndSession } from "../api/session";
import type { SketchNews } from "../api/sketchNews";
import type { Place } from "../api/sketches";
import { valueAt } from "../model/editing/values";
import { sameTask } from "../model/sameTask";
import { Loading } from "../parts/Empty";
import { useTitle } from "../parts/useTitle";
import { say } from "../words";
import type { Base } from "./autosave";
import { type Autosave, makeAutosave } from "./autosaving";
import { Bar } from "./Bar";
import { BothViews } from "./BothViews";
import { Conflict, Merging } from "./Conflict";
import { mark } from "./drawing/marks";
import { StatesContext } from "./drawing/states";
import { FindBar } from "./FindBar";
import { FindingContext } from "./finding";
import { hearing } from "./hearing";
import { openRoom, shelfOf } from "./kept";
import { News } from "./News";
import { Problems } from "./Problems";
import { Revisions } from "./Revisions";
import styles from "./Room.module.css";
import { SavingTrouble } from "./SavedState";
import { Side } from "./Side";
import { Publishing } from "./slots";
import { type EditorStore, makeEditor } from "./store";
import { useTried } from "./trying/state";
import { useChecking } from "./useChecking";
import { EditorContext, useEditing } from "./useEditor";
import { useFind } from "./useFind";
import { useGuided } from "./useGuided";
import { useProblems } from "./useProblems";
import { useRoomKeys } from "./useRoomKeys";
import { useTextFocus } from "./useTextFocus";
import { NARROW, type RoomView, viewOf, viewsOn, WIDE } from "./views";

export type Opened = {
  readonly place: Place;
  readonly person: string;
  /** Under which name what isn't saved is kept in this browser. */
  readonly room: string;
  /** What one goes on with; another than `base` has where something wasn't saved. */
  readonly text: string;
  readonly base: Base;
  readonly basedOn: string | null;
  /** The pointer of the task that is chosen at first. */
  readonly task?: string | undefined;
};

type Props = {
  readonly opened: Opened;
  readonly view: RoomView | undefined;
  readonly onView: (view: RoomView) => void;
  readonly onPublished: () => void;
  /** The way back. */
  readonly above: ReactNode;
};

export function Room(props: Props) {
  const { opened } = props;
  const endSession = useEndSession();
  const [{ editor, autosave }] = useState(() => opening(opened, endSession));
  const [others, setOthers] = useState<SketchNews>();
  const { place, room } = opened;
  useEffect(() => autosave.begin(), [autosave]);
  useGuided(editor, place);
  useEffect(() => openRoom(room), [room]);
  const { namespace, name } = place;
  useEffect(
    () => hearing({ place: { namespace, name }, autosave, onNews: setOthers }),
    [namespace, name, autosave],
  );
  return (
    <EditorContext value={editor}>
      <Furnished {...props} {...{ editor, autosave, others }} />
    </EditorContext>
  );
}

function opening(opened: Opened, onSignedOut: () => void) {
  const { place, person, room, text, base, basedOn, task } = opened;
  const editor = makeEditor(text);
  const document = editor.state.getState().draft.shown?.document;
  const chosen = task && document !== undefined ? sameTask(document, task) : undefined;
  if (chosen !== undefined) editor.choose([chosen]);
  const shelf = shelfOf(person, `${place.namespace}/${place.name}`, room);
  const autosave = makeAutosave({ editor, place, base, basedOn, shelf, onSignedOut });
  return { editor, autosave };
}

type Furniture = Props & {
  readonly editor: EditorStore;
  readonly autosave: Autosave;
  readonly others: SketchNews | undefined;
};
type Over = "revisions" | "trying" | "publishing";

function Furnished({ opened, view: wanted, onView, onPublished, above, ...rest }: Furniture) {
  const { editor, autosave, others } = rest;
  const { place } = opened;
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const wide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const view = viewOf(wanted, narrow, wide);
  const [listed, list] = useState(false);
  const [over, lay] = useState<Over>();
  const close = () => lay(undefined);
  const find = useFind(editor);
  const { tasks: foundIn } = find.finding;
  useEffect(() => mark([...foundIn]), [foundIn]);
  const problems = useProblems(place);
  const checking = useChecking(editor);
  const title = useTitleOf(place);
  const text = useTextFocus(() => {
    if (view === "picture") onView(narrow ? "text" : "both");
  });
  useTitle(say("editor.tab", { title }));
  const { undo, redo } = editor;
  useRoomKeys({ undo, redo, save: autosave.saveNow, find: find.open });
  const toPublish = () => {
    autosave.saveNow();
    lay("publishing");
  };
  return (
    <FindingContext value={find.finding}>
      <StatesContext value={useTried(({ tasks }) => tasks)}>
        <div className={styles["room"]} data-whole>
          <Bar
            {...{ title, above, autosave, others, view, onView, problems }}
            views={viewsOn(narrow)}
            problemsOpen={listed}
            onProblems={() => list(!listed)}
            onFind={find.open}
            onRevisions={() => lay("revisions")}
            onTry={narrow ? undefined : () => lay("trying")}
            onPublish={narrow ? undefined : toPublish}
          />
          <SavingTrouble autosave={autosave} />
          <News autosave={autosave} />
          {narrow && <p className={styles["note"]}>{say("editor.narrow")}</p>}
          {find.isOpen && <FindBar find={find} />}
          <div className={styles["middle"]}>
            <BothViews view={view} narrow={narrow} onReady={text.ready} onText={text.goThere} />
            <Side trying={over === "trying"} narrow={narrow} view={view} onClose={close} />
          </div>
          <Merging autosave={autosave} />
          {listed && (
            <Problems
              {...{ problems, checking }}
              onText={text.goThere}
              onClose={() => list(false)}
            />
          )}
          <Conflict autosave={autosave} onMerge={text.goThere} />
          {over === "revisions" && <Revisions {...{ place, autosave }} onClose={close} />}
          {over === "publishing" && (
            <Suspense fallback={<Loading label={say("page.loading")} />}>
              <Publishing {...place} onClose={close} onPublished={onPublished} />
            </Suspense>
          )}
        </div>
      </StatesContext>
    </FindingContext>
  );
}

function useTitleOf({ name }: Place): string {
  return useEditing(({ draft }) => {
    const title = draft.shown && valueAt(draft.shown.document, "/document/title");
    return typeof title === "string" && title !== "" ? title : name;
  });
}

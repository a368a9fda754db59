/**
 * What stands above an open definition: what it is, whether it is saved, what can be done with it.
 *
 * Never: a button whose part isn't there.
 */
import type { ReactNode } from "react";

import type { SketchNews } from "../api/sketchNews";
import { Button } from "../parts/Button";
import { Choices } from "../parts/Choices";
import {
  AuditIcon,
  ProblemIcon,
  PublishIcon,
  RedoIcon,
  SearchIcon,
  StartIcon,
  UndoIcon,
} from "../parts/icons";
import { say } from "../words";
import type { Autosave } from "./autosaving";
import { Others } from "./Others";
import styles from "./Room.module.css";
import { SavedState } from "./SavedState";
import type { Problem } from "./problems";
import { useEditing, useEditor } from "./useEditor";
import type { RoomView } from "./views";

export type BarProps = {
  readonly title: string;
  readonly above: ReactNode;
  readonly autosave: Autosave;
  readonly others: SketchNews | undefined;
  readonly view: RoomView;
  readonly views: readonly RoomView[];
  readonly onView: (view: RoomView) => void;
  readonly problems: readonly Problem[];
  readonly problemsOpen: boolean;
  readonly onProblems: () => void;
  readonly onFind: () => void;
  readonly onRevisions: () => void;
  readonly onTry: (() => void) | undefined;
  readonly onPublish: (() => void) | undefined;
};

export function Bar(props: BarProps) {
  const { title, above, autosave, view, views, onView } = props;
  return (
    <header className={styles["bar"]}>
      <div className={styles["what"]}>
        {above}
        <h1 tabIndex={-1}>
          <bdi>{title}</bdi>
        </h1>
        <SavedState autosave={autosave} />
        <Others news={props.others} />
      </div>
      <div className={styles["tools"]} role="toolbar" aria-label={say("editor.tools")}>
        <History onRevisions={props.onRevisions} />
        <Choices
          label={say("editor.view")}
          value={view}
          choices={views.map((one) => ({ value: one, label: say(`editor.${one}`) }))}
          onChange={onView}
        />
        <Tool name={say("editor.find")} onClick={props.onFind}>
          <SearchIcon size={18} stroke={1.6} aria-hidden="true" />
        </Tool>
        <ProblemCount {...props} />
        <Parts {...props} />
      </div>
    </header>
  );
}

type ToolProps = {
  readonly name: string;
  readonly idle?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function Tool({ name, idle = false, onClick, children }: ToolProps) {
  return (
    <Button look="quiet" idle={idle} aria-label={name} title={name} onClick={onClick}>
      {children}
    </Button>
  );
}

function History({ onRevisions }: Pick<BarProps, "onRevisions">) {
  const editor = useEditor();
  const undoes = useEditing(({ history }) => history.past.length > 0);
  const redoes = useEditing(({ history }) => history.future.length > 0);
  return (
    <div className={styles["history"]}>
      <Tool name={say("editor.undo")} idle={!undoes} onClick={editor.undo}>
        <UndoIcon size={18} stroke={1.6} aria-hidden="true" />
      </Tool>
      <Tool name={say("editor.redo")} idle={!redoes} onClick={editor.redo}>
        <RedoIcon size={18} stroke={1.6} aria-hidden="true" />
      </Tool>
      <Tool name={say("editor.revisions")} onClick={onRevisions}>
        <AuditIcon size={18} stroke={1.6} aria-hidden="true" />
      </Tool>
    </div>
  );
}

function ProblemCount({ problems, problemsOpen, onProblems }: BarProps) {
  const count = problems.length;
  const isError = problems.some(({ severity }) => severity === "error");
  return (
    <Button
      look="quiet"
      aria-expanded={problemsOpen}
      aria-label={say("editor.problemCount", { count })}
      data-severity={count === 0 ? undefined : isError ? "error" : "warning"}
      onClick={onProblems}
    >
      <ProblemIcon size={18} stroke={1.6} aria-hidden="true" />
      <span aria-hidden="true">{say("editor.count", { count })}</span>
    </Button>
  );
}

function Parts({ onTry, onPublish }: BarProps) {
  return (
    <>
      {onTry !== undefined && (
        <Button onClick={onTry}>
          <StartIcon size={16} stroke={1.8} aria-hidden="true" />
          {say("editor.try")}
        </Button>
      )}
      {onPublish !== undefined && (
        <Button look="main" onClick={onPublish}>
          <PublishIcon size={16} stroke={1.8} aria-hidden="true" />
          {say("editor.publish")}
        </Button>
      )}
    </>
  );
}

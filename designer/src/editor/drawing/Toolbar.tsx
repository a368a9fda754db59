/**
 * The bar above the picture: how it is shown, the palette, and what is done most with what is
 * chosen.
 *
 * Never: a button that can't be used; the bar shows what there is to do.
 */
import { useId } from "react";

import type { Point } from "../../canvas/layout";
import { Choices } from "../../parts/Choices";
import { MoreIcon } from "../../parts/icons";
import { say } from "../../words";
import { useEditing } from "../useEditor";
import type { Deeds } from "./deeds";
import { PaletteIcon } from "./icons";
import { type Entry, entriesFor } from "./menu";
import { useStage, useStageStore } from "./stage";
import styles from "./Toolbar.module.css";

export type View = "picture" | "list";

type Props = {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly deeds: Deeds;
  readonly isStale: boolean;
  readonly isPaletteOpen: boolean;
  readonly onPalette: (open: boolean) => void;
};

/** Those that are needed most stand in the bar, the others in the menu. */
const MOST: ReadonlySet<string> = new Set([
  ...["behind", "rename", "duplicate", "delete", "moveTo", "several"],
]);

export function Toolbar({ view, onView, deeds, isStale, isPaletteOpen, onPalette }: Props) {
  return (
    <div className={styles["bar"]}>
      {view === "picture" && (
        <button
          type="button"
          className={styles["palette"]}
          aria-label={say("drawing.palette")}
          title={say("drawing.palette")}
          aria-expanded={isPaletteOpen}
          onClick={() => onPalette(!isPaletteOpen)}
        >
          <PaletteIcon stroke={1.6} aria-hidden="true" />
        </button>
      )}
      <Choices
        label={say("canvas.view")}
        value={view}
        choices={[
          { value: "picture", label: say("canvas.picture") },
          { value: "list", label: say("canvas.list") },
        ]}
        onChange={onView}
      />
      {!isStale && <ForChosen deeds={deeds} />}
      {isStale && (
        <p className={styles["stale"]} role="status">
          {say("drawing.stale")}
        </p>
      )}
    </div>
  );
}

function ForChosen({ deeds }: Pick<Props, "deeds">) {
  const stage = useStageStore();
  const bar = useId();
  const editing = useEditing((one) => one);
  const chosen = editing.history.selection.tasks;
  const isSeveral = useStage(({ several }) => several);
  const at = () => below(bar);
  if (editing.readOnly || chosen.length === 0) return null;
  const entries = entriesFor(chosen, { deeds, stage, editing, at }).flat();
  if (entries.length === 0) return null;
  const shown = entries.filter(({ key }) => MOST.has(key));
  const openMenu = () => stage.setState({ menu: at() });
  return (
    <div
      id={bar}
      className={styles["deeds"]}
      role="toolbar"
      aria-label={say("drawing.forChosen", { count: chosen.length })}
    >
      {chosen.length > 1 && (
        <span className={styles["count"]}>{say("drawing.chosen", { count: chosen.length })}</span>
      )}
      {shown.map((entry) => (
        <Tool
          key={entry.key}
          entry={entry}
          {...(entry.key === "several" && { pressed: isSeveral })}
        />
      ))}
      <Tool
        entry={{ key: "more", title: say("drawing.more"), icon: MoreIcon, act: openMenu }}
        opens
      />
    </div>
  );
}

function below(id: string): Point {
  const { left = 0, bottom = 0 } = document.getElementById(id)?.getBoundingClientRect() ?? {};
  return { x: left, y: bottom };
}

type ToolProps = {
  readonly entry: Entry;
  readonly opens?: boolean;
  readonly pressed?: boolean;
};

function Tool({ entry, opens = false, pressed }: ToolProps) {
  const { title, icon: Icon, keys, act } = entry;
  return (
    <button
      type="button"
      title={keys === undefined ? title : say("drawing.withKeys", { title, keys })}
      aria-label={title}
      aria-haspopup={opens ? "menu" : undefined}
      aria-pressed={pressed}
      onClick={act}
    >
      <Icon stroke={1.6} aria-hidden="true" />
    </button>
  );
}

/**
 * One search over the open definition: from what was found to the next.
 *
 * Never: a place of a text that has changed meanwhile.
 */
import { useCallback, useMemo, useState } from "react";

import { type Finding, findingOf } from "./finding";
import { taskAt } from "./places";
import type { EditorStore } from "./store";
import { useEditing } from "./useEditor";

export type Find = {
  readonly finding: Finding;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  readonly seek: (sought: string) => void;
  /** To the next that was found, or with -1 to the one before. */
  readonly step: (by: 1 | -1) => void;
};

export function useFind(editor: EditorStore): Find {
  const [isOpen, setOpen] = useState(false);
  const [{ sought, at }, setPlace] = useState({ sought: "", at: 0 });
  const text = useEditing(({ draft }) => draft.text);
  const shown = useEditing(({ draft }) => draft.shown);
  const seeking = isOpen ? sought : "";
  const finding = useMemo(() => findingOf(text, shown, seeking, at), [text, shown, seeking, at]);
  const goTo = useCallback(
    (found: Finding) => {
      const range = found.ranges[found.at];
      if (range === undefined) return;
      const { draft } = editor.state.getState();
      const readable = draft.shown?.source.text === draft.text ? draft.shown : undefined;
      const task = readable && taskAt(readable, range.from);
      editor.choose(task === undefined ? [] : [task], range);
    },
    [editor],
  );
  return {
    finding,
    isOpen,
    open: () => setOpen(true),
    close: () => setOpen(false),
    seek: (next) => {
      setPlace({ sought: next, at: 0 });
      goTo(findingOf(text, shown, next, 0));
    },
    step: (by) => {
      const count = finding.ranges.length;
      if (count === 0) return;
      const next = (finding.at + by + count) % count;
      setPlace({ sought, at: next });
      goTo({ ...finding, at: next });
    },
  };
}

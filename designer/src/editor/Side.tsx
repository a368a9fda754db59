/**
 * Beside the views: what is chosen, to fill in; or the definition, to try.
 *
 * Never: an empty box; without a part for it there is nothing.
 */
import { Drawer } from "@mantine/core";
import { type KeyboardEvent, Suspense, useState } from "react";

import { Button } from "../parts/Button";
import { Loading } from "../parts/Empty";
import { nameOf } from "../canvas/sentences";
import { isTask } from "../model/graphTypes";
import { EditIcon } from "../parts/icons";
import { say } from "../words";
import { fromPanel, PANEL } from "./drawing/panels";
import styles from "./Room.module.css";
import { Panel, Trying } from "./slots";
import { useChosen, useEditing } from "./useEditor";
import type { RoomView } from "./views";

type Props = {
  readonly trying: boolean;
  readonly narrow: boolean;
  readonly view: RoomView;
  readonly onClose: () => void;
};

export function Side({ trying, narrow, view, onClose }: Props) {
  const chosen = useChosen();
  if (narrow) return <Sheet chosen={chosen.at(-1)} />;
  const isFilled = view !== "text" || chosen.length > 0;
  if (trying)
    return (
      <aside className={styles["side"]} aria-label={say("editor.try")}>
        <Suspense fallback={<Loading label={say("page.loading")} />}>
          <Trying onClose={onClose} />
        </Suspense>
      </aside>
    );
  if (!isFilled) return null;
  return (
    <aside
      id={PANEL}
      tabIndex={-1}
      className={styles["side"]}
      aria-label={say("editor.panel")}
      onKeyDown={(event) => isLeaving(event) && fromPanel(chosen.at(-1))}
    >
      <Suspense fallback={<Loading label={say("page.loading")} />}>
        <Panel />
      </Suspense>
    </aside>
  );
}

/** On a phone it opens over the list, when it is asked for. */
function Sheet({ chosen }: { readonly chosen: string | undefined }) {
  const [isOpen, open] = useState(false);
  const node = useEditing(({ draft }) => draft.shown?.graph.nodes.find(({ id }) => id === chosen));
  const name = node !== undefined && isTask(node) ? nameOf(node) : say("editor.process");
  return (
    <div className={styles["fill"]}>
      <Button onClick={() => open(true)}>
        <EditIcon size={16} stroke={1.8} aria-hidden="true" />
        <span>{say("editor.fillIn", { name })}</span>
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => open(false)}
        position="bottom"
        size="85dvh"
        title={say("editor.panel")}
        classNames={{ body: styles["sheet"] ?? "" }}
        attributes={{ header: { role: "none" } }}
        closeButtonProps={{ "aria-label": say("editor.close") }}
      >
        <Suspense fallback={<Loading label={say("page.loading")} />}>
          <Panel />
        </Suspense>
      </Drawer>
    </div>
  );
}

/** Escape that closes nothing else: no list, no completion, no dialog that was opened from here. */
function isLeaving({ key, target, currentTarget, defaultPrevented }: KeyboardEvent): boolean {
  if (key !== "Escape" || defaultPrevented || !(target instanceof Element)) return false;
  return currentTarget.contains(target) && target.getAttribute("aria-expanded") !== "true";
}

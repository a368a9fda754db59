/**
 * Beside the views: what is chosen, to fill in; or the definition, to try.
 *
 * Never: an empty box; without a part for it there is nothing.
 */
import { Suspense } from "react";

import { Loading } from "../parts/Empty";
import { say } from "../words";
import styles from "./Room.module.css";
import { Panel, Trying } from "./slots";
import { useChosen } from "./useEditor";
import type { RoomView } from "./views";

type Props = {
  readonly trying: boolean;
  readonly narrow: boolean;
  readonly view: RoomView;
  readonly onClose: () => void;
};

export function Side({ trying, narrow, view, onClose }: Props) {
  const chosen = useChosen();
  if (narrow) return null;
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
    <aside className={styles["side"]} aria-label={say("editor.panel")}>
      <Suspense fallback={<Loading label={say("page.loading")} />}>
        <Panel />
      </Suspense>
    </aside>
  );
}

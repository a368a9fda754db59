/**
 * What is dragged, beside the pointer.
 *
 * Never: under the pointer; what lies there has to be seen.
 */
import type { Ref } from "react";

import { say } from "../../words";
import styles from "./Drawing.module.css";
import { useStage } from "./stage";

export function Ghost({ ref }: { readonly ref: Ref<HTMLDivElement> }) {
  const dragged = useStage((stage) => stage.dragged);
  const count = dragged?.kind === "tasks" ? dragged.pointers.length : 1;
  return (
    <div ref={ref} className={styles["ghost"]} hidden={dragged === undefined} aria-hidden="true">
      {count > 1 ? say("drawing.tasks", { count }) : <bdi>{dragged?.name}</bdi>}
    </div>
  );
}

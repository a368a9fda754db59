/**
 * Several tasks at once: which they are, and what is wrong with them.
 *
 * Never: one value for all of them; what is done to several is done in the picture.
 */
import { KindIcon } from "../../canvas/KindIcon";
import { nameOf } from "../../canvas/sentences";
import type { TaskNode } from "../../model/graphTypes";
import { say } from "../../words";
import { problemsAt } from "../problems";
import { useEditor } from "../useEditor";
import styles from "./panel.module.css";
import { Problems } from "./Problems";
import { useFound } from "./usePanel";

type Props = { readonly nodes: readonly TaskNode[] };

export function SeveralPanel({ nodes }: Props) {
  const editor = useEditor();
  const found = useFound();
  const problems = new Set(nodes.flatMap(({ id }) => problemsAt(found, id)));
  return (
    <>
      <header className={styles["head"]}>
        <h2>{say("panel.several", { count: nodes.length })}</h2>
      </header>
      <Problems problems={[...problems]} />
      <p className={styles["soft"]}>{say("panel.severalHint")}</p>
      <ul className={styles["entries"]}>
        {nodes.map((node) => (
          <li key={node.id} className={styles["head"]}>
            <KindIcon kind={node.kind} />
            <button
              type="button"
              className={styles["plain"]}
              onClick={() => editor.choose([node.id])}
            >
              <bdi>{nameOf(node)}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

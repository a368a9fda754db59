/**
 * Where in a picture a place of the document stands.
 *
 * Never: a task that isn't drawn.
 */
import { type Graph, isTask } from "./graphTypes";

/** The innermost task that it lies in. */
export function taskAt({ nodes }: Graph, pointer: string): string | undefined {
  const around = nodes.filter(
    (node) => isTask(node) && (pointer === node.id || pointer.startsWith(`${node.id}/`)),
  );
  return around.reduce<string | undefined>(
    (deepest, { id }) => (id.length > (deepest?.length ?? 0) ? id : deepest),
    undefined,
  );
}

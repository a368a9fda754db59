/**
 * The way from a sentence about a task to the task in the picture.
 *
 * Never: another run's task; the link stays on the page.
 */
import { Link } from "@tanstack/react-router";

import { nameOf } from "../../model/tasks";

export function TaskLink({ pointer }: { readonly pointer: string }) {
  return (
    <Link
      from="/runs/$id"
      to="/runs/$id"
      search={{ view: "picture", task: pointer }}
      resetScroll={false}
    >
      <bdi>{nameOf(pointer)}</bdi>
    </Link>
  );
}

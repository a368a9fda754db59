/**
 * The name of somebody, leading to them.
 *
 * Never: a name that changes the direction of what stands around it.
 */
import { Link } from "@tanstack/react-router";

import type { Named } from "../../api/people";

export function PersonLink({ person: { id, name } }: { readonly person: Named }) {
  return (
    <Link to="/people/$id" params={{ id }}>
      <bdi>{name}</bdi>
    </Link>
  );
}

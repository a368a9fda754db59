/**
 * Who looks at the page.
 *
 * Never: nobody; whoever has not signed in sees no page.
 */
import { useRouteContext } from "@tanstack/react-router";

export function useMe() {
  return useRouteContext({ from: "__root__" }).me;
}

/**
 * Tabler's icons one by one: the index of all of them takes seconds to read.
 *
 * Never: an icon of ours.
 */
declare module "@tabler/icons-react/dist/esm/icons/*.mjs" {
  import type { Icon } from "@tabler/icons-react";

  const icon: Icon;
  // eslint-disable-next-line no-restricted-exports -- as Tabler has them
  export default icon;
}

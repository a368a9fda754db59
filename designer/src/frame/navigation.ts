/**
 * The pages that stand in the navigation, each with what one needs to be allowed to see it.
 *
 * Never: an entry that leads to a refusal.
 */
import type { Me } from "../api/session";
import { ProcessesIcon, RunsIcon } from "../parts/icons";
import type { Word } from "../words";

export const PAGES = [
  {
    to: "/processes",
    word: "nav.processes",
    icon: ProcessesIcon,
    needs: "definitions:read",
    keys: ["g", "p"],
  },
  { to: "/runs", word: "nav.runs", icon: RunsIcon, needs: "runs:read", keys: ["g", "r"] },
] as const satisfies readonly {
  readonly to: string;
  readonly word: Word;
  readonly icon: typeof RunsIcon;
  readonly needs: string;
  readonly keys: readonly string[];
}[];

export function pagesOf(me: Me) {
  return PAGES.filter(({ needs }) => me.permissions.includes(needs));
}

/**
 * The ways to the pages that this person may use.
 *
 * Never: a link that doesn't say where one is.
 */
import { Link } from "@tanstack/react-router";

import type { Me } from "../api/session";
import { say } from "../words";
import { pagesOf } from "./navigation";

type Props = { readonly me: Me; readonly className: string | undefined };

export function Links({ me, className }: Props) {
  return (
    <nav className={className} aria-label={say("nav.label")}>
      <ul>
        {pagesOf(me).map(({ to, word, icon: Icon }) => (
          <li key={to}>
            <Link to={to} activeProps={{ "aria-current": "page" }}>
              <Icon size={20} stroke={1.6} aria-hidden="true" />
              <span>{say(word)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

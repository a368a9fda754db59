/**
 * The ways to the pages that this person may use.
 *
 * Never: a link that doesn't say where one is.
 */
import { Menu } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";

import { useApprovalCounts } from "../api/approvals";
import { AdministrationIcon } from "../parts/icons";
import { say } from "../words";
import own from "./Links.module.css";
import { usePages } from "./navigation";

type Props = {
  readonly className: string | undefined;
  /** At the lower edge of a phone: administration lies behind one button. */
  readonly small?: boolean;
};
type Pages = ReturnType<typeof usePages>;

const APPROVALS = "/approvals";
const MOST = 99;
const ICON = { size: 20, stroke: 1.6, "aria-hidden": true } as const;

export function Links({ className, small = false }: Props) {
  const pages = usePages();
  const work = pages.filter(({ part }) => part === "work");
  const administration = pages.filter(({ part }) => part === "administration");
  return (
    <nav className={className} aria-label={say("nav.label")}>
      <ul>
        <Entries pages={work} />
        {small && administration.length > 0 && (
          <li>
            <Behind pages={administration} />
          </li>
        )}
      </ul>
      {!small && administration.length > 0 && (
        <>
          <h2>{say("nav.administration")}</h2>
          <ul>
            <Entries pages={administration} />
          </ul>
        </>
      )}
    </nav>
  );
}

function Entries({ pages }: { readonly pages: Pages }) {
  return pages.map(({ to, word, icon: Icon }) => (
    <li key={to}>
      <Link to={to} activeOptions={{ exact: to === "/" }} activeProps={{ "aria-current": "page" }}>
        <Icon {...ICON} />
        <span>{say(word)}</span>
        {to === APPROVALS && <Waiting />}
      </Link>
    </li>
  ));
}

/** How many decisions wait for whoever looks. */
function Waiting() {
  const count = useApprovalCounts(true).data?.me ?? 0;
  if (count === 0) return null;
  return (
    <span className={own["count"]}>
      <span aria-hidden="true">{count > MOST ? say("nav.many", { count: MOST }) : count}</span>
      <span className="unseen">{say("nav.waiting", { count })}</span>
    </span>
  );
}

function Behind({ pages }: { readonly pages: Pages }) {
  const { pathname } = useLocation();
  const here = pages.some(({ to }) => pathname.startsWith(to));
  return (
    <Menu position="top-end" width={220} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" aria-current={here || undefined}>
          <AdministrationIcon {...ICON} />
          <span>{say("nav.more")}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map(({ to, word, icon: Icon }) => (
          <Menu.Item
            key={to}
            leftSection={<Icon {...ICON} />}
            renderRoot={(root) => <Link {...root} to={to} />}
          >
            {say(word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

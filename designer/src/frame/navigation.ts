/**
 * The pages that stand in the navigation, each with what one needs to be allowed to see it.
 *
 * Never: an entry that leads to a refusal.
 */
import { useRouteContext } from "@tanstack/react-router";

import { type Permission, useMay } from "../api/access";
import {
  ApprovalsIcon,
  AuditIcon,
  ChatsIcon,
  DepartmentsIcon,
  GroupsIcon,
  HomeIcon,
  KeyIcon,
  MailboxIcon,
  PeopleIcon,
  ProcessesIcon,
  ProvidersIcon,
  RolesIcon,
  OrganisationIcon,
  RunsIcon,
  SecretsIcon,
  TemplatesIcon,
  TenantsIcon,
  WebhooksIcon,
} from "../parts/icons";
import type { Word } from "../words";

export const PAGES = [
  {
    to: "/",
    word: "nav.home",
    icon: HomeIcon,
    needs: undefined,
    keys: ["g", "h"],
    part: "work",
  },
  {
    to: "/approvals",
    word: "nav.approvals",
    icon: ApprovalsIcon,
    needs: "approvals:read",
    keys: ["g", "a"],
    part: "work",
  },
  {
    to: "/processes",
    word: "nav.processes",
    icon: ProcessesIcon,
    needs: "definitions:read",
    keys: ["g", "p"],
    part: "work",
  },
  {
    to: "/runs",
    word: "nav.runs",
    icon: RunsIcon,
    needs: "runs:read",
    keys: ["g", "r"],
    part: "work",
  },
  {
    to: "/people",
    word: "nav.people",
    icon: PeopleIcon,
    needs: "people:read",
    keys: ["g", "e"],
    part: "administration",
  },
  {
    to: "/departments",
    word: "nav.departments",
    icon: DepartmentsIcon,
    needs: "departments:write",
    keys: ["g", "d"],
    part: "administration",
  },
  {
    to: "/groups",
    word: "nav.groups",
    icon: GroupsIcon,
    needs: "departments:write",
    keys: ["g", "u"],
    part: "administration",
  },
  {
    to: "/roles",
    word: "nav.roles",
    icon: RolesIcon,
    needs: "access:read",
    keys: ["g", "o"],
    part: "administration",
  },
  {
    to: "/audit",
    word: "nav.audit",
    icon: AuditIcon,
    needs: "audit:read",
    keys: ["g", "t"],
    part: "administration",
  },
  {
    to: "/keys",
    word: "nav.keys",
    icon: KeyIcon,
    needs: "me:write",
    keys: ["g", "k"],
    part: "administration",
  },
  {
    to: "/secrets",
    word: "nav.secrets",
    icon: SecretsIcon,
    needs: "secrets:read",
    keys: ["g", "s"],
    part: "administration",
  },
  {
    to: "/templates",
    word: "nav.templates",
    icon: TemplatesIcon,
    needs: "templates:read",
    keys: ["g", "m"],
    part: "administration",
  },
  {
    to: "/identity-providers",
    word: "nav.providers",
    icon: ProvidersIcon,
    needs: "identity-providers:write",
    keys: ["g", "i"],
    part: "administration",
  },
  {
    to: "/webhooks",
    word: "nav.webhooks",
    icon: WebhooksIcon,
    needs: "webhooks:write",
    keys: ["g", "w"],
    part: "administration",
  },
  {
    to: "/chats",
    word: "nav.chats",
    icon: ChatsIcon,
    needs: "chats:write",
    keys: ["g", "c"],
    part: "administration",
  },
  {
    to: "/organisation",
    word: "nav.organisation",
    icon: OrganisationIcon,
    needs: "tenant:write",
    keys: ["g", "b"],
    part: "administration",
  },
  {
    to: "/mailbox",
    word: "nav.mailbox",
    icon: MailboxIcon,
    needs: "mailbox:read",
    keys: ["g", "l"],
    part: "administration",
  },
  {
    to: "/tenants",
    word: "nav.tenants",
    icon: TenantsIcon,
    needs: "tenants:read",
    keys: ["g", "n"],
    part: "administration",
  },
] as const satisfies readonly {
  readonly to: string;
  readonly word: Word;
  readonly icon: typeof RunsIcon;
  /** Nothing: everybody. */
  readonly needs: Permission | undefined;
  readonly keys: readonly string[];
  readonly part: "work" | "administration";
}[];

export function usePages() {
  const may = useMay();
  const { mailbox } = useRouteContext({ from: "__root__" }).me;
  // Where a mail server takes the mails, nobody reads them here.
  return PAGES.filter(
    ({ to, needs }) => (needs === undefined || may(needs)) && (to !== "/mailbox" || mailbox),
  );
}

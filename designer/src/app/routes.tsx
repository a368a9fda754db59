/**
 * Which address is which page; a page is loaded when somebody goes there.
 *
 * Never: a state of a page that another person couldn't be sent by its address.
 */
import { noop, type QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";

import { runsQuery } from "../api/runs";
import type { Me } from "../api/session";
import { Frame } from "../frame/Frame";
import { readSearch, writeSearch } from "../model/address";
import { arrivalOf, SIGN_IN } from "../model/arrival";
import { auditFilterOf } from "../model/auditFilter";
import { filterOf } from "../model/runFilter";
import { Missing } from "../pages/Missing";
import {
  approvalsSearchOf,
  chatsSearchOf,
  editSearchOf,
  keysSearchOf,
  meSearchOf,
  newProcessSearchOf,
  peopleSearchOf,
  processSearchOf,
  processesSearchOf,
  rolesSearchOf,
  runSearchOf,
  startSearchOf,
  templateSearchOf,
} from "../pages/searches";
import { Loading } from "../parts/Empty";
import { Trouble } from "../parts/Trouble";
import { say } from "../words";

type Context = { readonly me: Me; readonly client: QueryClient };

const root = createRootRouteWithContext<Context>()({
  component: function Root() {
    return <Frame me={root.useRouteContext().me} />;
  },
  notFoundComponent: Missing,
});

const first = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: (search): { run?: string } =>
    typeof search["run"] === "string" ? { run: search["run"] } : {},
  beforeLoad: ({ search: { run } }) => {
    if (run === undefined) return;
    // Earlier releases chose a run this way.
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way
    throw redirect({ to: "/runs/$id", params: { id: run }, replace: true });
  },
  component: lazyRouteComponent(() => import("../pages/home/Home"), "Home"),
});

/** Whoever has signed in goes on where they wanted to. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: SIGN_IN,
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way
    throw redirect({ href: arrivalOf(location).to, replace: true });
  },
});

const processes = createRoute({
  getParentRoute: () => root,
  path: "/processes",
  validateSearch: processesSearchOf,
  component: lazyRouteComponent(() => import("../pages/processes/Processes"), "Processes"),
});

const process = createRoute({
  getParentRoute: () => root,
  path: "/processes/$namespace/$name",
  validateSearch: processSearchOf,
  component: lazyRouteComponent(() => import("../pages/process/Process"), "Process"),
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/processes/$namespace/$name/start",
  validateSearch: startSearchOf,
  component: lazyRouteComponent(() => import("../pages/process/Start"), "Start"),
});

const newProcess = createRoute({
  getParentRoute: () => root,
  path: "/processes/new",
  validateSearch: newProcessSearchOf,
  component: lazyRouteComponent(() => import("../pages/edit/NewProcess"), "NewProcess"),
});

const edit = createRoute({
  getParentRoute: () => root,
  path: "/processes/$namespace/$name/edit",
  validateSearch: editSearchOf,
  component: lazyRouteComponent(() => import("../pages/edit/Edit"), "Edit"),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: "/runs",
  validateSearch: filterOf,
  loaderDeps: ({ search }) => search,
  // Asked while the page's code is on its way, and not waited for here.
  loader: ({ context: { client }, deps }) => void client.infiniteQuery(runsQuery(deps)).catch(noop),
  component: lazyRouteComponent(() => import("../pages/runs/Runs"), "Runs"),
});

const run = createRoute({
  getParentRoute: () => root,
  path: "/runs/$id",
  validateSearch: runSearchOf,
  component: lazyRouteComponent(() => import("../pages/run/Run"), "Run"),
});

const again = createRoute({
  getParentRoute: () => root,
  path: "/runs/$id/again",
  validateSearch: startSearchOf,
  component: lazyRouteComponent(() => import("../pages/run/Again"), "Again"),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: "/approvals",
  validateSearch: approvalsSearchOf,
  component: lazyRouteComponent(() => import("../pages/approvals/Approvals"), "Approvals"),
});

const approval = createRoute({
  getParentRoute: () => root,
  path: "/approvals/$id",
  component: lazyRouteComponent(() => import("../pages/approvals/Approval"), "Approval"),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: auditFilterOf,
  component: lazyRouteComponent(() => import("../pages/audit/Audit"), "Audit"),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  validateSearch: peopleSearchOf,
  component: lazyRouteComponent(() => import("../pages/people/People"), "People"),
});

const person = createRoute({
  getParentRoute: () => root,
  path: "/people/$id",
  component: lazyRouteComponent(() => import("../pages/people/Person"), "Person"),
});

const departments = createRoute({
  getParentRoute: () => root,
  path: "/departments",
  component: lazyRouteComponent(() => import("../pages/departments/Departments"), "Departments"),
});

const groups = createRoute({
  getParentRoute: () => root,
  path: "/groups",
  component: lazyRouteComponent(() => import("../pages/groups/Groups"), "Groups"),
});

const me = createRoute({
  getParentRoute: () => root,
  path: "/me",
  validateSearch: meSearchOf,
  component: lazyRouteComponent(() => import("../pages/me/Me"), "Me"),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: "/roles",
  validateSearch: rolesSearchOf,
  component: lazyRouteComponent(() => import("../pages/roles/Roles"), "Roles"),
});

const namespaceAccess = createRoute({
  getParentRoute: () => root,
  path: "/access/$namespace",
  component: lazyRouteComponent(() => import("../pages/access/NamespaceAccess"), "NamespaceAccess"),
});

const keys = createRoute({
  getParentRoute: () => root,
  path: "/keys",
  validateSearch: keysSearchOf,
  component: lazyRouteComponent(() => import("../pages/keys/Keys"), "Keys"),
});

const secrets = createRoute({
  getParentRoute: () => root,
  path: "/secrets",
  component: lazyRouteComponent(() => import("../pages/secrets/Secrets"), "Secrets"),
});

const secret = createRoute({
  getParentRoute: () => root,
  path: "/secrets/$name",
  component: lazyRouteComponent(() => import("../pages/secrets/Secret"), "Secret"),
});

const templates = createRoute({
  getParentRoute: () => root,
  path: "/templates",
  component: lazyRouteComponent(() => import("../pages/templates/Templates"), "Templates"),
});

const template = createRoute({
  getParentRoute: () => root,
  path: "/templates/$name",
  validateSearch: templateSearchOf,
  component: lazyRouteComponent(() => import("../pages/templates/Template"), "Template"),
});

const identityProviders = createRoute({
  getParentRoute: () => root,
  path: "/identity-providers",
  component: lazyRouteComponent(
    () => import("../pages/providers/IdentityProviders"),
    "IdentityProviders",
  ),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("../pages/webhooks/Webhooks"), "Webhooks"),
});

const chats = createRoute({
  getParentRoute: () => root,
  path: "/chats",
  validateSearch: chatsSearchOf,
  beforeLoad: ({ search }) => {
    if (search.installed === undefined && search.problem === undefined) return;
    // Slack sends people back here.
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way
    throw redirect({ to: "/chats/slack", search, replace: true });
  },
  component: lazyRouteComponent(() => import("../pages/chats/Chats"), "Chats"),
});

const slackSetUp = createRoute({
  getParentRoute: () => root,
  path: "/chats/slack",
  validateSearch: chatsSearchOf,
  component: lazyRouteComponent(() => import("../pages/chats/SlackSetUp"), "SlackSetUp"),
});

const teamsSetUp = createRoute({
  getParentRoute: () => root,
  path: "/chats/teams",
  component: lazyRouteComponent(() => import("../pages/chats/TeamsSetUp"), "TeamsSetUp"),
});

const workflowsSetUp = createRoute({
  getParentRoute: () => root,
  path: "/chats/workflows",
  component: lazyRouteComponent(() => import("../pages/chats/WorkflowsSetUp"), "WorkflowsSetUp"),
});

const organisation = createRoute({
  getParentRoute: () => root,
  path: "/organisation",
  component: lazyRouteComponent(() => import("../pages/organisation/Organisation"), "Organisation"),
});

const belonging = createRoute({
  getParentRoute: () => root,
  path: "/organisations",
  component: lazyRouteComponent(() => import("../pages/belonging/Belonging"), "Belonging"),
});

const mailbox = createRoute({
  getParentRoute: () => root,
  path: "/mailbox",
  component: lazyRouteComponent(() => import("../pages/mailbox/Mailbox"), "Mailbox"),
});

const mail = createRoute({
  getParentRoute: () => root,
  path: "/mailbox/$id",
  component: lazyRouteComponent(() => import("../pages/mailbox/Mail"), "Mail"),
});

const tenants = createRoute({
  getParentRoute: () => root,
  path: "/tenants",
  component: lazyRouteComponent(() => import("../pages/tenants/Tenants"), "Tenants"),
});

const tenant = createRoute({
  getParentRoute: () => root,
  path: "/tenants/$id",
  component: lazyRouteComponent(() => import("../pages/tenants/Tenant"), "Tenant"),
});

const styleguide = createRoute({
  getParentRoute: () => root,
  path: "/styleguide",
  component: lazyRouteComponent(() => import("../pages/styleguide/Styleguide"), "Styleguide"),
});

const routeTree = root.addChildren([
  first,
  signIn,
  processes,
  process,
  start,
  newProcess,
  edit,
  runs,
  run,
  again,
  approvals,
  approval,
  audit,
  people,
  person,
  departments,
  groups,
  me,
  roles,
  namespaceAccess,
  keys,
  secrets,
  secret,
  templates,
  template,
  identityProviders,
  webhooks,
  chats,
  slackSetUp,
  teamsSetUp,
  workflowsSetUp,
  organisation,
  belonging,
  mailbox,
  mail,
  tenants,
  tenant,
  styleguide,
]);

/** Pages that people come to by a link. */
const ENTRIES = [
  { way: /^\/$/, fetch: () => void first.options.component?.preload?.() },
  { way: /^\/processes$/, fetch: () => void processes.options.component?.preload?.() },
  { way: /^\/processes\/[^/]+\/[^/]+\/edit$/, fetch: fetchEditor },
  { way: /^\/runs(?:\/|$)/, fetch: () => void runs.options.component?.preload?.() },
];

function fetchEditor(): void {
  void edit.options.component?.preload?.();
  import("../pages/edit/parts").then(({ fetchParts }) => fetchParts(), noop);
}

/** The code of the page that the address names, while it is still asked who has signed in. */
export function fetchPage(path: string): void {
  ENTRIES.find(({ way }) => way.test(path))?.fetch();
}

export function makeRouter(context: Context) {
  return createRouter({
    routeTree,
    context,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingComponent: () => <Loading label={say("page.loading")} />,
    defaultErrorComponent: ({ error }) => <Trouble error={error} />,
    defaultNotFoundComponent: Missing,
  });
}

declare module "@tanstack/react-router" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only this merges
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

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
import { filterOf } from "../model/runFilter";
import { Missing } from "../pages/Missing";
import { processSearchOf, processesSearchOf, runSearchOf, startSearchOf } from "../pages/searches";
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
    // Earlier releases chose a run this way.
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way
    throw run === undefined
      ? redirect({ to: "/processes", replace: true })
      : redirect({ to: "/runs/$id", params: { id: run }, replace: true });
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

const styleguide = createRoute({
  getParentRoute: () => root,
  path: "/styleguide",
  component: lazyRouteComponent(() => import("../pages/styleguide/Styleguide"), "Styleguide"),
});

const routeTree = root.addChildren([
  first,
  processes,
  process,
  start,
  runs,
  run,
  again,
  styleguide,
]);

/** The code of the page that the address names, while it is still asked who has signed in. */
export function fetchPage(path: string): void {
  const { component } = (path.startsWith("/runs") ? runs : processes).options;
  void component?.preload?.();
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

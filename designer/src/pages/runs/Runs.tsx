/**
 * All runs, live, and the ways to find one.
 *
 * Never: a filter that the address doesn't tell of.
 */
import { getRouteApi } from "@tanstack/react-router";

import { isFiltered, type RunFilter } from "../../model/runFilter";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { Filters } from "./Filters";
import { RunList } from "./RunList";

const route = getRouteApi("/runs");

export function Runs() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: RunFilter) => void navigate({ search: next, replace: true });
  const clear = isFiltered(filter) ? () => change({}) : undefined;
  return (
    <Page title={say("runs.title")}>
      <Filters filter={filter} onChange={change} onClear={clear} />
      <RunList filter={filter} onClear={clear} />
    </Page>
  );
}

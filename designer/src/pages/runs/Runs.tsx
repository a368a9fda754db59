/**
 * All runs, live, and the ways to find one.
 *
 * Never: a filter that the address doesn't tell of.
 */
import { getRouteApi } from "@tanstack/react-router";

import { isFiltered, type RunFilter } from "../../model/runFilter";
import { Button } from "../../parts/Button";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { Filters } from "./Filters";
import { RunList } from "./RunList";
import styles from "./Runs.module.css";

const route = getRouteApi("/runs");

export function Runs() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: RunFilter) => void navigate({ search: next, replace: true });
  const clear = isFiltered(filter) ? () => change({}) : undefined;
  return (
    <Page title={say("runs.title")}>
      <div className={styles["tools"]}>
        <Filters filter={filter} onChange={change} />
        {clear !== undefined && (
          <Button look="quiet" onClick={clear}>
            {say("list.clear")}
          </Button>
        )}
      </div>
      <RunList filter={filter} onClear={clear} />
    </Page>
  );
}

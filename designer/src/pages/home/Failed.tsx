/**
 * What failed today, whenever it was started.
 *
 * Never: only one's own; whoever may see a run is told that it failed.
 */
import { useRuns } from "../../api/runs";
import { dayOf } from "../../model/home";
import type { RunFilter } from "../../model/runFilter";
import { NotYet } from "../../parts/NotYet";
import { useNow } from "../../parts/Time";
import { say } from "../../words";
import { MoreLink, Nothing, Part } from "./Part";
import { RunLines } from "./RunLines";

const TICK_MS = 60_000;

export function Failed() {
  const filter: RunFilter = { status: ["faulted"], endedSince: dayOf(useNow(TICK_MS)) };
  const { runs, error, hasNextPage } = useRuns(filter);
  const count = runs?.length ?? 0;
  return (
    <Part
      title={say("home.failed")}
      count={count > 0 ? say(hasNextPage ? "home.more" : "home.count", { count }) : undefined}
      more={
        <MoreLink to="/runs" search={filter}>
          {say("home.allFailed")}
        </MoreLink>
      }
    >
      {runs === undefined && <NotYet error={error} />}
      {runs?.length === 0 && <Nothing>{say("home.nothingFailed")}</Nothing>}
      {runs !== undefined && runs.length > 0 && (
        <RunLines label={say("home.failed")} runs={runs} at="endedAt" />
      )}
    </Part>
  );
}

/**
 * The runs that whoever looks has started, the newest on top.
 *
 * Never: those of others.
 */
import { Link } from "@tanstack/react-router";

import { useRuns } from "../../api/runs";
import type { RunFilter } from "../../model/runFilter";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { MoreLink, Nothing, Part } from "./Part";
import { RunLines } from "./RunLines";

export const MINE: RunFilter = { startedBy: "me" };

export function MyRuns() {
  const { runs, error } = useRuns(MINE);
  return (
    <Part
      title={say("home.runs")}
      more={
        <MoreLink to="/runs" search={MINE}>
          {say("home.allRuns")}
        </MoreLink>
      }
    >
      {runs === undefined && <NotYet error={error} />}
      {runs?.length === 0 && (
        <Nothing>
          {say("home.noRuns")} <Link to="/processes">{say("runs.emptyRemedy")}</Link>
        </Nothing>
      )}
      {runs !== undefined && runs.length > 0 && <RunLines label={say("home.runs")} runs={runs} />}
    </Part>
  );
}

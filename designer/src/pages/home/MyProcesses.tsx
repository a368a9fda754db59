/**
 * What can be started: processes that whoever looks has run lately, then others.
 *
 * Never: one that nobody may start from here without the way to read it first.
 */
import { Link } from "@tanstack/react-router";

import { useMaySomewhere } from "../../api/access";
import { type ProcessListed, useProcesses } from "../../api/processes";
import { useRuns } from "../../api/runs";
import { mineFirst } from "../../model/home";
import { LinkButton } from "../../parts/LinkButton";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import styles from "./Home.module.css";
import { MINE } from "./MyRuns";
import { MoreLink, Nothing, Part } from "./Part";

const MOST = 6;

export function MyProcesses() {
  const { processes, error } = useProcesses({ state: "published" });
  const { runs = [] } = useRuns(MINE);
  return (
    <Part
      wide
      title={say("home.processes")}
      more={<MoreLink to="/processes">{say("home.allProcesses")}</MoreLink>}
    >
      {processes === undefined && <NotYet error={error} />}
      {processes?.length === 0 && <Nothing>{say("home.noProcesses")}</Nothing>}
      {processes !== undefined && processes.length > 0 && (
        <ul className={styles["cards"]} aria-label={say("home.processes")}>
          {mineFirst(processes, runs, MOST).map((process) => (
            <Card key={`${process.namespace}/${process.name}`} process={process} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function Card({ process }: { readonly process: ProcessListed }) {
  const { namespace, name, title, summary, openRuns } = process;
  const mayStart = useMaySomewhere()("runs:start");
  const shown = title ?? name;
  return (
    <li className={styles["card"]}>
      <h3>
        <Link to="/processes/$namespace/$name" params={{ namespace, name }}>
          <bdi>{shown}</bdi>
        </Link>
      </h3>
      <p className={styles["about"]}>
        <bdi>{summary}</bdi>
      </p>
      <div className={styles["foot"]}>
        {mayStart && (
          <LinkButton
            to="/processes/$namespace/$name/start"
            params={{ namespace, name }}
            aria-label={say("processes.startLabel", { name: shown })}
          >
            {say("processes.start")}
          </LinkButton>
        )}
        {openRuns > 0 && <span>{say("processes.open", { count: openRuns })}</span>}
      </div>
    </li>
  );
}

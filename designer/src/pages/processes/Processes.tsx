/**
 * All processes: what each is for, how it stands, how to start it.
 *
 * Never: a list that forgets what was sought when one comes back; it stands in the address.
 */
import { getRouteApi, Link } from "@tanstack/react-router";

import { useMaySomewhere } from "../../api/access";
import { type ProcessFilter, type ProcessListed, useProcesses } from "../../api/processes";
import { Button } from "../../parts/Button";
import { Choices } from "../../parts/Choices";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { LinkButton } from "../../parts/LinkButton";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Row, RowMore, RowTitle, RowWords } from "../../parts/Row";
import { SearchField } from "../../parts/SearchField";
import { ShowMore } from "../../parts/ShowMore";
import { StateMark } from "../../parts/StateMark";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import { Sketches } from "../edit/Sketches";
import { PROCESS_STATES } from "../searches";
import styles from "./Processes.module.css";

const route = getRouteApi("/processes");

export function Processes() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const found = useProcesses(filter);
  const change = (next: ProcessFilter) => void navigate({ search: next, replace: true });
  const { search: _, ...rest } = filter;
  const { state: __, ...sought } = filter;
  const mayWrite = useMaySomewhere()("definitions:write");
  return (
    <Page
      title={say("processes.title")}
      actions={
        mayWrite && (
          <LinkButton look="main" to="/processes/new">
            <AddIcon size={16} stroke={1.8} aria-hidden="true" />
            {say("newProcess.title")}
          </LinkButton>
        )
      }
    >
      <Sketches mayWrite={mayWrite} />
      <div className={styles["tools"]}>
        <SearchField
          label={say("processes.search")}
          value={filter.search ?? ""}
          onChange={(search) => change(search === "" ? rest : { ...rest, search })}
        />
        <Choices
          label={say("processes.state")}
          value={filter.state ?? "all"}
          choices={[
            { value: "all", label: say("processes.all") },
            ...PROCESS_STATES.map((state) => ({ value: state, label: say(`processes.${state}`) })),
          ]}
          onChange={(state) => change(state === "all" ? sought : { ...sought, state })}
        />
      </div>
      <Results found={found} filter={filter} onClear={() => change({})} />
    </Page>
  );
}

type ResultsProps = {
  readonly found: ReturnType<typeof useProcesses>;
  readonly filter: ProcessFilter;
  readonly onClear: () => void;
};

function Results({ found, filter, onClear }: ResultsProps) {
  const { processes } = found;
  if (processes === undefined) return <NotYet error={found.error} />;
  if (processes.length === 0) return <Nothing filter={filter} onClear={onClear} />;
  return (
    <>
      <ListOf label={say("processes.title")} items={processes} keyOf={idOf}>
        {(process) => <Entry process={process} />}
      </ListOf>
      <ShowMore of={found} />
    </>
  );
}

function Nothing({ filter, onClear }: { filter: ProcessFilter; readonly onClear: () => void }) {
  const sought = filter.search !== undefined || filter.state !== undefined;
  return sought ? (
    <Empty title={say("processes.notFound")}>
      <Button onClick={onClear}>{say("list.clear")}</Button>
    </Empty>
  ) : (
    <Empty title={say("processes.empty")}>
      <p>
        {say("processes.emptyRemedy")} <code dir="ltr">{COMMAND}</code>
      </p>
    </Empty>
  );
}

/** Typed as it stands in every language. */
const COMMAND = "baton apply FILE.yaml";

function idOf({ namespace, name }: ProcessListed): string {
  return `${namespace}/${name}`;
}

function Entry({ process }: { readonly process: ProcessListed }) {
  const { namespace, name, title, summary, version, draft, state } = process;
  const mayStart = useMaySomewhere()("runs:start") && version !== null;
  const params = { namespace, name };
  const shownTitle = title ?? name;
  return (
    <Row columns={styles["entry"]}>
      <RowWords>
        <RowTitle>
          <Link data-row to="/processes/$namespace/$name" params={params}>
            <bdi>{shownTitle}</bdi>
          </Link>
          {state !== "published" && <Tag>{say(`processes.${state}`)}</Tag>}
          {version !== null && draft !== null && <Tag>{say("processes.hasDraft")}</Tag>}
        </RowTitle>
        {summary !== null && summary !== "" && (
          <p className={styles["summary"]}>
            <bdi>{summary}</bdi>
          </p>
        )}
        <RowMore>
          <bdi>{idOf(process)}</bdi>
          {version !== null && <span>{say("processes.version", { version })}</span>}
        </RowMore>
      </RowWords>
      <LastRun process={process} />
      {mayStart && (
        <Link
          className={styles["start"]}
          to="/processes/$namespace/$name/start"
          params={params}
          aria-label={say("processes.startLabel", { name: shownTitle })}
        >
          {say("processes.start")}
        </Link>
      )}
    </Row>
  );
}

function LastRun({ process: { lastRun, openRuns } }: { readonly process: ProcessListed }) {
  return (
    <div className={styles["last"]}>
      {lastRun === null ? (
        <p className={styles["never"]}>{say("processes.neverRun")}</p>
      ) : (
        <Link to="/runs/$id" params={{ id: lastRun.id }} className={styles["run"]}>
          <StateMark state={lastRun.status} />
          <span>{say(`status.${lastRun.status}`)}</span>
          <Ago moment={lastRun.createdAt} />
        </Link>
      )}
      {openRuns > 0 && <p>{say("processes.open", { count: openRuns })}</p>}
    </div>
  );
}

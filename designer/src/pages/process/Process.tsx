/**
 * One process: its picture, its text, its versions, its runs.
 *
 * Never: a mixture of versions; everything shown is of the one that is named.
 */
import { getRouteApi, Link } from "@tanstack/react-router";

import { useMay } from "../../api/access";
import { type ProcessShown, useDefinition, useProcess } from "../../api/processes";
import { Scenarios } from "../../editor/trying/Scenarios";
import { Rehearsal } from "../../editor/publishing/Rehearsal";
import { Loading } from "../../parts/Empty";
import { EditIcon, StartIcon } from "../../parts/icons";
import { LinkButton } from "../../parts/LinkButton";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { Views } from "../../parts/Views";
import { say } from "../../words";
import { Access } from "../access/Access";
import { RunList } from "../runs/RunList";
import { PROCESS_VIEWS } from "../searches";
import { LazyPicture } from "../LazyPicture";
import styles from "./Process.module.css";
import { ProcessText } from "./ProcessText";
import { Versions } from "./Versions";

const route = getRouteApi("/processes/$namespace/$name");
const STARTABLE: ReadonlySet<string> = new Set(["published", "deprecated"]);

export function Process() {
  const { namespace, name } = route.useParams();
  return <OneProcess key={`${namespace}/${name}`} namespace={namespace} name={name} />;
}

type Props = { readonly namespace: string; readonly name: string };

function OneProcess({ namespace, name }: Props) {
  const { version: wanted, view } = route.useSearch();
  const process = useProcess(namespace, name);
  const shown = process.data;
  const version = wanted ?? shown?.version ?? shown?.draft ?? shown?.versions[0]?.version;
  const may = useMay(`${namespace}/${name}`);
  const mayStart = may("runs:start");
  const stateOf = shown?.versions.find((one) => one.version === version)?.state;
  const startable = shown?.versions.some(
    (one) => one.version === version && STARTABLE.has(one.state),
  );
  return (
    <Page
      title={shown?.title ?? name}
      above={<Link to="/processes">{say("processes.title")}</Link>}
      beside={
        shown !== undefined && version !== undefined && <Marks process={shown} version={version} />
      }
      actions={
        <>
          {shown !== undefined && may("definitions:write") && (
            <LinkButton to="/processes/$namespace/$name/edit" params={{ namespace, name }}>
              <EditIcon size={16} stroke={1.8} aria-hidden="true" />
              {say("editor.edit")}
            </LinkButton>
          )}
          {stateOf === "draft" && version !== undefined && view !== "rehearsal" ? (
            <LinkButton
              look="main"
              to="/processes/$namespace/$name"
              params={{ namespace, name }}
              search={{ version, view: "rehearsal" }}
            >
              {say("rehearsal.go")}
            </LinkButton>
          ) : (
            mayStart &&
            startable && (
              <LinkButton
                look="main"
                to="/processes/$namespace/$name/start"
                params={{ namespace, name }}
                search={wanted === undefined ? {} : { version: wanted }}
              >
                <StartIcon size={16} stroke={1.8} aria-hidden="true" />
                {say("processes.start")}
              </LinkButton>
            )
          )}
        </>
      }
    >
      {process.isError && shown === undefined && <Trouble error={process.error} />}
      {process.isPending && <Loading label={say("page.loading")} />}
      {shown !== undefined && version !== undefined && <Body process={shown} version={version} />}
    </Page>
  );
}

function Marks({ process, version }: { readonly process: ProcessShown; readonly version: string }) {
  const state = process.versions.find((one) => one.version === version)?.state;
  return (
    <>
      <Tag>{say("processes.version", { version })}</Tag>
      {state !== undefined && state !== "published" && <Tag>{say(`processes.${state}`)}</Tag>}
    </>
  );
}

function Body({ process, version }: { readonly process: ProcessShown; readonly version: string }) {
  const { namespace, name, summary } = process;
  const { view = "picture" } = route.useSearch();
  const seesAccess = useMay()("access:read");
  const counts = {
    versions: process.versions.length,
    picture: undefined,
    text: undefined,
    runs: undefined,
    scenarios: undefined,
    rehearsal: undefined,
    access: undefined,
  };
  return (
    <>
      {summary !== null && summary !== "" && (
        <p className={styles["summary"]}>
          <bdi>{summary}</bdi>
        </p>
      )}
      <Views
        label={say("process.views")}
        current={view}
        views={PROCESS_VIEWS.filter((one) => one !== "access" || seesAccess).map((one) => {
          const count = counts[one];
          return { view: one, name: say(`process.${one}`), ...(count !== undefined && { count }) };
        })}
      />
      {(view === "picture" || view === "text") && (
        <Definition namespace={namespace} name={name} version={version} view={view} />
      )}
      {view === "scenarios" && <ScenariosOf key={version} process={process} version={version} />}
      {view === "versions" && <Versions process={process} current={version} />}
      {view === "rehearsal" && (
        <Rehearsal key={version} namespace={namespace} name={name} version={version} />
      )}
      {view === "access" && seesAccess && (
        <>
          <Access namespace={namespace} name={name} />
          <p className={styles["summary"]}>
            {say("access.allMore", { namespace })}{" "}
            <Link to="/access/$namespace" params={{ namespace }}>
              {say("access.all", { namespace })}
            </Link>
          </p>
        </>
      )}
      {view === "runs" && <RunList filter={{ workflow: `${namespace}/${name}` }} />}
    </>
  );
}

type DefinitionProps = {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly view: "picture" | "text";
};

function Definition({ namespace, name, version, view }: DefinitionProps) {
  const definition = useDefinition(namespace, name, version);
  if (definition.data === undefined) return <NotYet error={definition.error} />;
  const { document, source } = definition.data;
  return view === "text" ? (
    <ProcessText source={source} file={[namespace, name, version].join("-")} />
  ) : (
    <div className={styles["picture"]}>
      <LazyPicture document={document} label={say("process.pictureOf", { name })} />
    </div>
  );
}

type ScenariosProps = { readonly process: ProcessShown; readonly version: string };

/** All of the process, played on the version that is looked at. */
function ScenariosOf({ process: { namespace, name }, version }: ScenariosProps) {
  const mayWrite = useMay(`${namespace}/${name}`)("definitions:write");
  const definition = useDefinition(namespace, name, version);
  if (definition.data === undefined) return <NotYet error={definition.error} />;
  return (
    <Scenarios place={{ namespace, name }} document={definition.data.source} mayChange={mayWrite} />
  );
}

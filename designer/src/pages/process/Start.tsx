/**
 * Where a run of a process is started: its form on a page of its own.
 *
 * Never: a form of another version than the one that will run.
 */
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { useDefinition, useProcess } from "../../api/processes";
import { asksPeople, inputSchemaOf } from "../../model/document";
import { Empty, Loading } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Process.module.css";

const StartForm = lazy(async () => ({
  default: (await import("../../forms/StartForm")).StartForm,
}));
const route = getRouteApi("/processes/$namespace/$name/start");

export function Start() {
  const { namespace, name } = route.useParams();
  return <StartOf key={`${namespace}/${name}`} namespace={namespace} name={name} />;
}

type Props = { readonly namespace: string; readonly name: string };

function StartOf({ namespace, name }: Props) {
  const { version: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const process = useProcess(namespace, name);
  const version = wanted ?? process.data?.version ?? undefined;
  const definition = useDefinition(namespace, name, version);
  const title = process.data?.title ?? name;
  const error = process.error ?? definition.error;
  return (
    <Page
      title={say("process.startTitle", { name: title })}
      above={
        <Link to="/processes/$namespace/$name" params={{ namespace, name }}>
          <bdi>{title}</bdi>
        </Link>
      }
      beside={version !== undefined && <Tag>{say("processes.version", { version })}</Tag>}
    >
      {process.data?.version === null && <Empty title={say("process.notPublished")} />}
      {error !== null && definition.data === undefined && <Trouble error={error} />}
      {error === null && definition.isPending && version !== undefined && (
        <Loading label={say("page.loading")} />
      )}
      {definition.data !== undefined && version !== undefined && (
        <div className={styles["start"]}>
          {definition.data.state === "deprecated" && <p>{say("process.deprecated")}</p>}
          {definition.data.summary !== null && (
            <p>
              <bdi>{definition.data.summary}</bdi>
            </p>
          )}
          <Suspense fallback={<Loading label={say("page.loading")} />}>
            <StartForm
              key={`${namespace}/${name}/${version}`}
              workflow={`${namespace}/${name}`}
              version={version}
              title={title}
              schema={inputSchemaOf(definition.data.document)}
              asksPeople={asksPeople(definition.data.document)}
              onStarted={(id) => void navigate({ to: "/runs/$id", params: { id } })}
            />
          </Suspense>
        </div>
      )}
    </Page>
  );
}

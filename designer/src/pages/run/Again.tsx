/**
 * Where a run is done again: the form of its process, filled in with what it was started with.
 *
 * Never: the same run begun anew; another one is started, which names the one that it repeats.
 */
import { NativeSelect } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { useDefinition, useProcess } from "../../api/processes";
import { type RunShown, useRun } from "../../api/runs";
import { inputSchemaOf } from "../../model/document";
import type { Json } from "../../model/json";
import { Loading } from "../../parts/Empty";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import styles from "./Run.module.css";

const StartForm = lazy(async () => ({
  default: (await import("../../forms/StartForm")).StartForm,
}));
const route = getRouteApi("/runs/$id/again");

export function Again() {
  const { id } = route.useParams();
  return <AgainOf key={id} id={id} />;
}

function AgainOf({ id }: { readonly id: string }) {
  const { data: run, error } = useRun(id, undefined);
  const name = run?.title ?? run?.workflow ?? say("run.title");
  return (
    <Page
      title={say("again.title", { name })}
      above={
        <Link to="/runs/$id" params={{ id }}>
          <bdi>{name}</bdi>
        </Link>
      }
    >
      {run !== undefined && <Filled run={run} />}
      {run === undefined && <NotYet error={error} />}
    </Page>
  );
}

function Filled({ run }: { readonly run: RunShown }) {
  const { version: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const [namespace = "", name = ""] = run.workflow.split("/");
  const process = useProcess(namespace, name);
  const newest = process.data === undefined ? undefined : (process.data.version ?? run.version);
  const version = wanted ?? newest;
  const definition = useDefinition(namespace, name, version);
  const error = process.error ?? definition.error;
  if (definition.data === undefined || version === undefined) return <NotYet error={error} />;
  return (
    <div className={styles["again"]}>
      <p>{say("again.more")}</p>
      <NativeSelect
        label={say("again.version")}
        data={versionsOf(run.version, process.data?.versions ?? [])}
        value={version}
        onChange={({ currentTarget }) =>
          void navigate({ search: { version: currentTarget.value }, replace: true })
        }
      />
      <Suspense fallback={<Loading label={say("page.loading")} />}>
        <StartForm
          key={version}
          workflow={run.workflow}
          version={version}
          title={run.title ?? run.workflow}
          schema={inputSchemaOf(definition.data.document)}
          again={{ run: run.id, input: run.input as Json }}
          onStarted={(id) => void navigate({ to: "/runs/$id", params: { id } })}
        />
      </Suspense>
    </div>
  );
}

/** What is published, the newest first; and the one that it ran with, which says so. */
function versionsOf(
  before: string,
  versions: readonly { readonly version: string; readonly state: string }[],
) {
  const others = versions.filter(
    ({ state, version }) => state === "published" && version !== before,
  );
  return [
    ...others.map(({ version }) => ({ value: version, label: version })),
    { value: before, label: say("retry.same", { version: before }) },
  ];
}

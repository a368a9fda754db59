/**
 * The editor's page for who may read a process and not change it: the version that runs, to read,
 * with whom to ask.
 *
 * Never: a sketch that others are drawing; that is for who may draw.
 */
import { getRouteApi, Link } from "@tanstack/react-router";

import { type ProcessShown, useDefinition, useProcess } from "../../api/processes";
import type { Place } from "../../api/sketches";
import { Reading } from "../../editor/Reading";
import { CopyButton } from "../../parts/CopyButton";
import { Loading } from "../../parts/Empty";
import { Notice } from "../../parts/Notice";
import { Page } from "../../parts/Page";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { listed } from "../../words/lists";
import styles from "./Edit.module.css";

const route = getRouteApi("/processes/$namespace/$name/edit");
/** So many are named whom one can ask. */
const MOST = 3;

export function ReadOnly({ namespace, name }: Place) {
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const process = useProcess(namespace, name);
  const version = process.data?.version ?? process.data?.versions[0]?.version;
  const definition = useDefinition(namespace, name, version);
  const error = process.error ?? definition.error;
  if (process.data === undefined || definition.data === undefined || version === undefined)
    return (
      <Page title={name} above={<Link to="/processes">{say("processes.title")}</Link>}>
        <Notice title={say("editor.mayNot")} remedy={say("editor.mayNotRemedy")} />
        {error === null ? <Loading label={say("page.loading")} /> : <Trouble error={error} />}
      </Page>
    );
  return (
    <Reading
      key={version}
      text={definition.data.source}
      {...{ name, version, view }}
      onView={(next) => void navigate({ search: { view: next }, replace: true })}
      above={
        <Link to="/processes/$namespace/$name" params={{ namespace, name }}>
          {say("editor.back")}
        </Link>
      }
      why={<Why process={process.data} />}
    />
  );
}

/** Those who have worked at it may change it, and so may administrators. */
function Why({ process }: { readonly process: ProcessShown }) {
  const { namespace, name, title, versions } = process;
  const people = [
    ...new Set(
      versions.flatMap(({ savedByName, publishedByName }) => [savedByName, publishedByName]),
    ),
  ].filter((one) => one !== null);
  const asked = { process: title ?? name, address: location.href };
  return (
    <div className={styles["why"]}>
      <p>
        {say("editor.mayNot")}{" "}
        {people.length === 0
          ? say("editor.mayNotRemedy")
          : say("editor.askThem", { names: listed(people.slice(0, MOST)) })}
      </p>
      <CopyButton
        name={say("editor.askCopy", { process: `${namespace}/${name}` })}
        text={() => say("editor.askText", asked)}
      />
    </div>
  );
}

/**
 * The page on which a process is drawn and written: its sketch, or else its newest version.
 *
 * Never: what was written and not saved forgotten; it is offered before anything else.
 */
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import { useMay } from "../../api/access";
import { useDefinition, useProcess } from "../../api/processes";
import { useMe } from "../../api/session";
import { type Place, type Sketch, useSketch } from "../../api/sketches";
import { keptOf } from "../../editor/kept";
import { type Opened, Room } from "../../editor/Room";
import { Loading } from "../../parts/Empty";
import { Notice } from "../../parts/Notice";
import { Page } from "../../parts/Page";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { KeptQuestion } from "./KeptQuestion";

const route = getRouteApi("/processes/$namespace/$name/edit");

export function Edit() {
  const { namespace, name } = route.useParams();
  const key = `${namespace}/${name}`;
  const mayWrite = useMay(key)("definitions:write");
  if (mayWrite) return <Sketched key={key} namespace={namespace} name={name} />;
  return (
    <Around namespace={namespace} name={name}>
      <Notice title={say("editor.mayNot")} remedy={say("editor.mayNotRemedy")} />
    </Around>
  );
}

function Sketched(place: Place) {
  const sketch = useSketch(place);
  if (sketch.data === null) return <Versioned {...place} />;
  if (sketch.data !== undefined)
    return <Open place={place} base={baseOf(sketch.data)} basedOn={sketch.data.basedOn} />;
  return (
    <Around {...place}>
      {sketch.isError ? <Trouble error={sketch.error} /> : <Loading label={say("page.loading")} />}
    </Around>
  );
}

function baseOf({ text, revision, savedAt }: Sketch): Opened["base"] {
  return { text, revision, savedAt };
}

/** Nobody draws at it yet: what is there already is begun with. */
function Versioned(place: Place) {
  const process = useProcess(place.namespace, place.name);
  const newest = process.data?.versions[0]?.version;
  const definition = useDefinition(place.namespace, place.name, newest);
  const trouble = process.error ?? definition.error;
  if (definition.data !== undefined && newest !== undefined) {
    const base = { text: definition.data.source, revision: null, savedAt: undefined };
    return <Open place={place} base={base} basedOn={newest} />;
  }
  return (
    <Around {...place}>
      {trouble === null ? <Loading label={say("page.loading")} /> : <Trouble error={trouble} />}
    </Around>
  );
}

type OpenProps = Omit<Opened, "text" | "person">;

function Open({ place, base, basedOn }: OpenProps) {
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const person = useMe().data?.id ?? "";
  const [begun, begin] = useState<Opened | undefined>(() => {
    const kept = keptOf(person, `${place.namespace}/${place.name}`);
    const isOther = kept !== undefined && kept.text !== base.text;
    return isOther ? undefined : { place, person, base, basedOn, text: base.text };
  });
  if (begun === undefined)
    return (
      <Around {...place}>
        <KeptQuestion opened={{ place, person, base, basedOn, text: base.text }} onBegin={begin} />
      </Around>
    );
  const { namespace, name } = place;
  return (
    <Room
      opened={begun}
      view={view}
      onView={(next) => void navigate({ search: { view: next }, replace: true })}
      onPublished={() =>
        void navigate({ to: "/processes/$namespace/$name", params: { namespace, name } })
      }
      above={
        basedOn === null ? (
          <Link to="/processes">{say("processes.title")}</Link>
        ) : (
          <Link {...WAY} params={{ namespace, name }}>
            {say("editor.back")}
          </Link>
        )
      }
    />
  );
}

const WAY = { to: "/processes/$namespace/$name" } as const;

type AroundProps = Place & { readonly children: ReactNode };

function Around({ name, children }: AroundProps) {
  return (
    <Page title={name} above={<Link to="/processes">{say("processes.title")}</Link>}>
      {children}
    </Page>
  );
}

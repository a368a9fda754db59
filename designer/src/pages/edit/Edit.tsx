/**
 * The page on which a process is drawn and written: its sketch, or else its newest version.
 *
 * Never: what was written and not saved forgotten; it is offered before anything else.
 */
import { getRouteApi, Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";

import { useMay } from "../../api/access";
import { useDefinition, useProcess } from "../../api/processes";
import { useMe } from "../../api/session";
import { type Place, type Sketch, useSketch } from "../../api/sketches";
import { chooseSource } from "../../editor/jq/sampleData";
import { type Found, keptOf, leftOf, newRoom, shelfOf } from "../../editor/kept";
import { type Opened, Room } from "../../editor/Room";
import { fetchParts } from "../../editor/fetching";
import { Loading } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { KeptQuestion } from "./KeptQuestion";
import { ReadOnly } from "./ReadOnly";

const route = getRouteApi("/processes/$namespace/$name/edit");

export function Edit() {
  const { namespace, name } = route.useParams();
  const key = `${namespace}/${name}`;
  const mayWrite = useMay(key)("definitions:write");
  if (mayWrite) return <Sketched key={key} namespace={namespace} name={name} />;
  return <ReadOnly key={key} namespace={namespace} name={name} />;
}

function Sketched(place: Place) {
  const sketch = useSketch(place);
  useEffect(fetchParts, []);
  if (sketch.data === null) return <Versioned {...place} />;
  if (sketch.data !== undefined)
    return <Open place={place} base={baseOf(sketch.data)} basedOn={sketch.data.basedOn} />;
  return (
    <Around {...place}>
      {sketch.isError ? <Trouble error={sketch.error} /> : <Coming {...place} />}
    </Around>
  );
}

/** Where there is no sketch its versions come next; they are asked for beside it. */
function Coming({ namespace, name }: Place) {
  useProcess(namespace, name);
  return <Loading label={say("page.loading")} />;
}

function baseOf({ text, revision, savedAt }: Sketch): Opened["base"] {
  return { text, revision, savedAt };
}

/** Nobody draws at it yet: what is there already is begun with. */
function Versioned(place: Place) {
  const process = useProcess(place.namespace, place.name);
  // The one with which it was begun: a draft that is saved from here is a newer one, but no reason
  // to begin anew.
  const [begun, begin] = useState<string>();
  const newest = begun ?? process.data?.versions[0]?.version;
  if (newest !== begun) begin(newest);
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

type OpenProps = Omit<Opened, "text" | "person" | "room">;

function Open({ place, base, basedOn }: OpenProps) {
  const { view, task } = route.useSearch();
  const navigate = route.useNavigate();
  const person = useMe().data?.id ?? "";
  const { namespace, name } = place;
  useEffect(() => {
    // Who comes from a run looks at what it had.
    if (task !== undefined) chooseSource(`${namespace}/${name}`, { kind: "run" });
  }, [namespace, name, task]);
  const [fresh] = useState(() => ({
    place,
    person,
    base,
    basedOn,
    text: base.text,
    task,
    room: newRoom(),
  }));
  const [left, dropFirst] = useLeft(fresh);
  const [taken, take] = useState<Opened>();
  if (left === undefined)
    return (
      <Around {...place}>
        <Loading label={say("page.loading")} />
      </Around>
    );
  const [kept] = left;
  if (kept !== undefined && taken === undefined)
    return (
      <Around {...place}>
        <KeptQuestion
          key={kept.room}
          opened={fresh}
          kept={kept}
          onTake={take}
          onLeave={dropFirst}
        />
      </Around>
    );
  const begun = taken ?? fresh;
  return (
    <Room
      opened={begun}
      view={view}
      onView={(next) =>
        void navigate({ search: (before) => ({ ...before, view: next }), replace: true })
      }
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

/** What was written here and never saved, the newest first; nothing while that isn't known. */
function useLeft({ person, place, base }: Opened) {
  const process = `${place.namespace}/${place.name}`;
  const [left, setLeft] = useState<readonly Found[] | undefined>(() =>
    keptOf(person, process).length === 0 ? [] : undefined,
  );
  const isKnown = left !== undefined;
  useEffect(() => {
    if (isKnown) return undefined;
    let isOver = false;
    void leftOf(person, process).then((found) => {
      if (isOver) return;
      // The last save of a tab that was closed went through: that is no question any more.
      const isSaved = ({ text }: Found) => text === base.text;
      for (const { room } of found.filter(isSaved)) shelfOf(person, process, room).forget();
      setLeft(found.filter((one) => !isSaved(one)));
    });
    return () => {
      isOver = true;
    };
  }, [isKnown, person, process, base.text]);
  return [left, () => setLeft(left?.slice(1))] as const;
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

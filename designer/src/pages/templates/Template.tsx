/**
 * One template: written and tried side by side, its versions, and what names it.
 *
 * Never: an old version changed; it is looked at, and brought back as a new one.
 */
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { type Template as Shown, useTemplate } from "../../api/templates";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { useMe } from "../useMe";
import { DeleteTemplate } from "./DeleteTemplate";
import { Editor } from "./Editor";
import { NamedBy } from "./NamedBy";
import { OldVersion } from "./OldVersion";
import styles from "./Templates.module.css";
import { Versions } from "./Versions";

const route = getRouteApi("/templates/$name");

export function Template() {
  const { name } = route.useParams();
  const { version } = route.useSearch();
  const current = useTemplate(name);
  const mayWrite = useMe().permissions.includes("templates:write");
  const template = current.data ?? undefined;
  return (
    <Page
      title={name}
      tab={`${name} – ${say("templates.title")}`}
      above={<Link to="/templates">{say("templates.title")}</Link>}
      actions={template && mayWrite && <Delete name={name} />}
    >
      {current.data === undefined && <NotYet error={current.error} />}
      {current.data === null && !mayWrite && <Gone />}
      {current.data !== undefined &&
        (mayWrite || template !== undefined) &&
        (version === undefined || template === undefined || version === template.version ? (
          <Editor key={name} name={name} template={template} mayWrite={mayWrite} />
        ) : (
          <OldVersion name={name} version={version} current={template.version} />
        ))}
      {template && <More template={template} mayWrite={mayWrite} shown={version} />}
    </Page>
  );
}

function Gone() {
  return (
    <Empty title={say("templates.gone")}>
      <Link to="/templates">{say("templates.all")}</Link>
    </Empty>
  );
}

type MoreProps = {
  readonly template: Shown;
  readonly mayWrite: boolean;
  readonly shown: number | undefined;
};

function More({ template: { name, version, definitions }, mayWrite, shown }: MoreProps) {
  return (
    <div className={styles["more"]}>
      <Versions name={name} current={version} mayWrite={mayWrite} shown={shown ?? version} />
      <NamedBy definitions={definitions} />
    </div>
  );
}

function Delete({ name }: { readonly name: string }) {
  const navigate = useNavigate();
  const [isAsking, ask] = useState(false);
  useFocusBack(isAsking);
  return (
    <>
      <Button onClick={() => ask(true)}>{say("templates.delete")}</Button>
      {isAsking && (
        <DeleteTemplate
          name={name}
          onClose={() => ask(false)}
          onDone={() => void navigate({ to: "/templates", replace: true })}
        />
      )}
    </>
  );
}

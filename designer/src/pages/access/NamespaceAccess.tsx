/**
 * Access to all processes of a namespace.
 *
 * Never: asked for by who may not see it.
 */
import { getRouteApi, Link } from "@tanstack/react-router";

import { useMay } from "../../api/access";
import { Page } from "../../parts/Page";
import { say } from "../../words";
import { Missing } from "../Missing";
import { Access } from "./Access";

const route = getRouteApi("/access/$namespace");

export function NamespaceAccess() {
  const { namespace } = route.useParams();
  const mayRead = useMay()("access:read");
  if (!mayRead) return <Missing />;
  return (
    <Page
      title={say("access.allTitle", { namespace })}
      above={<Link to="/processes">{say("processes.title")}</Link>}
    >
      <Access key={namespace} namespace={namespace} name="*" />
    </Page>
  );
}

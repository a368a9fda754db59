/**
 * All organisations of this installation: how each stands and what it uses.
 *
 * Never: what lies in one of them.
 */
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { type TenantLine, useTenants } from "../../api/tenants";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Row, RowMore, RowTitle } from "../../parts/Row";
import { SearchField } from "../../parts/SearchField";
import { ShowMore } from "../../parts/ShowMore";
import { Tag } from "../../parts/Tag";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { sized } from "../organisation/sized";
import { useMe } from "../useMe";
import { CreateTenant } from "./CreateTenant";

export function Tenants() {
  const mayWrite = useMe().permissions.includes("tenants:write");
  const [search, find] = useState("");
  const [isMaking, make] = useState(false);
  useFocusBack(isMaking);
  const add = mayWrite && (
    <Button look="main" onClick={() => make(true)}>
      <AddIcon size={16} stroke={1.7} aria-hidden="true" />
      {say("tenants.new")}
    </Button>
  );
  return (
    <Page title={say("tenants.title")} actions={add}>
      <SearchField label={say("tenants.search")} value={search} onChange={find} />
      <Results search={search} />
      {isMaking && <CreateTenant onClose={() => make(false)} />}
    </Page>
  );
}

function Results({ search }: { readonly search: string }) {
  const found = useTenants(search);
  const { tenants } = found;
  if (tenants === undefined) return <NotYet error={found.error} />;
  if (tenants.length === 0) return <Empty title={say("tenants.empty")} />;
  return (
    <>
      <ListOf label={say("tenants.title")} items={tenants} keyOf={({ id }) => id}>
        {(tenant) => <Entry tenant={tenant} />}
      </ListOf>
      <ShowMore of={found} />
    </>
  );
}

function Entry({ tenant: { id, name, slug, state, use } }: { readonly tenant: TenantLine }) {
  return (
    <Row>
      <RowTitle>
        <Link data-row to="/tenants/$id" params={{ id }}>
          <bdi>{name}</bdi>
        </Link>
        <code dir="ltr">{slug}</code>
        {state !== "active" && <Tag>{say(`tenants.${state}`)}</Tag>}
      </RowTitle>
      <RowMore>
        <span>{say("tenants.people", { count: use.people })}</span>
        <span>{say("tenants.runsToday", { count: use.runsToday })}</span>
        <span>{sized(use.bytes, true)}</span>
      </RowMore>
    </Row>
  );
}

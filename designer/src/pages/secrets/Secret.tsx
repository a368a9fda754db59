/**
 * One secret: whom it is for, its versions, and who has used it.
 *
 * Never: a deed offered to who may not do it.
 */
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { type Secret as Shown, useSecrets } from "../../api/secrets";
import { Button } from "../../parts/Button";
import { Empty, Loading } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { RowMore } from "../../parts/Row";
import { Moment } from "../../parts/Time";
import { Trouble } from "../../parts/Trouble";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { useMe } from "../useMe";
import { BindSecret } from "./BindSecret";
import { DeleteSecret } from "./DeleteSecret";
import { Patterns } from "./Patterns";
import styles from "./Secrets.module.css";
import { Uses } from "./Uses";
import { Versions } from "./Versions";
import { WriteSecret } from "./WriteSecret";

const route = getRouteApi("/secrets/$name");

export function Secret() {
  const { name } = route.useParams();
  const secrets = useSecrets();
  const secret = secrets.data?.find((one) => one.name === name);
  return (
    <Page
      title={name}
      tab={`${name} – ${say("secrets.title")}`}
      above={<Link to="/secrets">{say("secrets.title")}</Link>}
      actions={secret && <Actions secret={secret} />}
    >
      {secrets.data === undefined && !secrets.isError && <Loading label={say("page.loading")} />}
      {secrets.isError && secrets.data === undefined && <Trouble error={secrets.error} />}
      {secrets.data !== undefined && secret === undefined && (
        <Empty title={say("secrets.gone")}>
          <Link to="/secrets">{say("secrets.all")}</Link>
        </Empty>
      )}
      {secret && <Bound secret={secret} />}
      {secret && <Versions secret={secret} />}
      {secrets.data !== undefined && <Uses name={name} />}
    </Page>
  );
}

type Asked = "write" | "bind" | "delete";

function Actions({ secret: { name, processes, hosts } }: { readonly secret: Shown }) {
  const { permissions } = useMe();
  const navigate = useNavigate();
  const [asking, ask] = useState<Asked>();
  useFocusBack(asking !== undefined);
  const close = () => ask(undefined);
  const mayWrite = permissions.includes("secrets:write");
  return (
    <>
      {permissions.includes("secrets:grant") && (
        <Button onClick={() => ask("bind")}>{say("secrets.bind")}</Button>
      )}
      {mayWrite && <Button onClick={() => ask("write")}>{say("secrets.write")}</Button>}
      {mayWrite && <Button onClick={() => ask("delete")}>{say("secrets.delete")}</Button>}
      {asking === "write" && <WriteSecret name={name} onClose={close} />}
      {asking === "bind" && <BindSecret name={name} bound={{ processes, hosts }} onClose={close} />}
      {asking === "delete" && (
        <DeleteSecret
          name={name}
          onClose={close}
          onDone={() => void navigate({ to: "/secrets", replace: true })}
        />
      )}
    </>
  );
}

function Bound({ secret }: { readonly secret: Shown }) {
  const { processes, hosts, boundAt, boundByName } = secret;
  return (
    <section className={styles["part"]}>
      <h2>{say("secrets.for")}</h2>
      <dl className={styles["facts"]}>
        <dt>{say("secrets.processes")}</dt>
        <dd>
          <Patterns patterns={processes} />
        </dd>
        <dt>{say("secrets.hosts")}</dt>
        <dd>
          <Patterns patterns={hosts} />
        </dd>
      </dl>
      {boundAt !== null && (
        <RowMore>
          <bdi>{boundByName ?? say("secrets.somebody")}</bdi>
          <Moment moment={boundAt} />
        </RowMore>
      )}
    </section>
  );
}

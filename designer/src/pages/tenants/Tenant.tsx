/**
 * One organisation: how it stands, what it may have and has, and what can be done about it.
 *
 * Never: deleted by a slip; it is asked once, and can be taken back for thirty days.
 */
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";

import { type Tenant as Whole, useTenant } from "../../api/tenants";
import { Button } from "../../parts/Button";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { UseBars } from "../organisation/UseBars";
import { useMe } from "../useMe";
import { DeleteTenant, ResumeTenant, SuspendTenant } from "./Deeds";
import { LimitsForm } from "./LimitsForm";
import { Switches } from "./Switches";
import styles from "./Tenants.module.css";

type Doing = "suspend" | "resume" | "delete";

export function Tenant() {
  const { id } = useParams({ from: "/tenants/$id" });
  const tenant = useTenant(id);
  if (tenant.data === undefined) return <NotYet error={tenant.error} />;
  return <Shown tenant={tenant.data} />;
}

function Shown({ tenant }: { readonly tenant: Whole }) {
  const mayWrite = useMe().permissions.includes("tenants:write");
  const [doing, act] = useState<Doing>();
  useFocusBack(doing !== undefined);
  const close = () => act(undefined);
  const asked = { tenant, onClose: close };
  return (
    <Page
      title={tenant.name}
      above={<Link to="/tenants">{say("tenants.title")}</Link>}
      beside={tenant.state !== "active" && <Tag>{say(`tenants.${tenant.state}`)}</Tag>}
      actions={mayWrite && <Actions state={tenant.state} onDo={act} />}
    >
      <Standing tenant={tenant} />
      <section className={styles["part"]} aria-labelledby="use">
        <h2 id="use">{say("organisation.use")}</h2>
        <UseBars limits={tenant.limits} use={tenant.use} />
      </section>
      {mayWrite && (
        <section className={styles["part"]} aria-labelledby="limits">
          <h2 id="limits">{say("tenants.limits")}</h2>
          <LimitsForm key={JSON.stringify(tenant.limits)} tenant={tenant} />
        </section>
      )}
      {mayWrite && (
        <section className={styles["part"]} aria-labelledby="features">
          <h2 id="features">{say("tenants.features")}</h2>
          <Switches tenant={tenant} />
        </section>
      )}
      {doing === "suspend" && <SuspendTenant {...asked} />}
      {doing === "resume" && <ResumeTenant {...asked} />}
      {doing === "delete" && <DeleteTenant {...asked} />}
    </Page>
  );
}

function Standing({ tenant }: { readonly tenant: Whole }) {
  return (
    <dl className={styles["facts"]}>
      <dt>{say("tenants.slug")}</dt>
      <dd>
        <code dir="ltr">{tenant.slug}</code>
      </dd>
      <dt>{say("tenants.made")}</dt>
      <dd>
        <Ago moment={tenant.createdAt} />
      </dd>
      {tenant.suspendedWhy !== null && (
        <>
          <dt>{say("tenants.why")}</dt>
          <dd>
            <bdi>{tenant.suspendedWhy}</bdi>
          </dd>
        </>
      )}
      {tenant.eraseAt !== null && (
        <>
          <dt>{say("tenants.eraseAt")}</dt>
          <dd>
            <Ago moment={tenant.eraseAt} />
          </dd>
        </>
      )}
    </dl>
  );
}

type ActionsProps = { readonly state: Whole["state"]; readonly onDo: (doing: Doing) => void };

function Actions({ state, onDo }: ActionsProps) {
  return (
    <>
      {state === "active" ? (
        <Button onClick={() => onDo("suspend")}>{say("tenants.suspend")}</Button>
      ) : (
        <Button onClick={() => onDo("resume")}>{say("tenants.resume")}</Button>
      )}
      {state !== "deleting" && (
        <Button onClick={() => onDo("delete")}>{say("tenants.delete")}</Button>
      )}
    </>
  );
}

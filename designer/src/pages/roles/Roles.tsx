/**
 * Roles: what each may do, and why somebody may do something.
 *
 * Never: a way to change for who may only look.
 */
import { useMediaQuery } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { type Role, useMay, usePermissionList, useRoles } from "../../api/access";
import { groupsOf } from "../../model/access";
import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { useFocusBack } from "../../parts/useFocusBack";
import { Views } from "../../parts/Views";
import { say } from "../../words";
import { ROLE_VIEWS } from "../searches";
import { DropRole } from "./DropRole";
import { Matrix } from "./Matrix";
import { OneRole } from "./OneRole";
import { RoleForm } from "./RoleForm";
import styles from "./Roles.module.css";
import { Why } from "./Why";

const route = getRouteApi("/roles");
const PHONE = "(max-width: 47.99rem)";

/** What is being done to which role; without a role one is made. */
export type Doing = { readonly kind: "put" | "drop"; readonly role?: Role };

export function Roles() {
  const { view = "matrix" } = route.useSearch();
  const [doing, begin] = useState<Doing>();
  const leaveFocusTo = useFocusBack(doing !== undefined);
  const mayWrite = useMay()("access:write");
  const close = () => begin(undefined);
  const done = () => {
    // What was pressed may be gone.
    leaveFocusTo(document.querySelector("h1"));
    close();
  };
  return (
    <Page
      title={say("nav.roles")}
      actions={
        mayWrite &&
        view === "matrix" && (
          <Button look="main" onClick={() => begin({ kind: "put" })}>
            <AddIcon size={16} stroke={1.8} aria-hidden="true" />
            {say("roleList.new")}
          </Button>
        )
      }
    >
      <Views
        label={say("roleList.views")}
        current={view}
        views={ROLE_VIEWS.map((one) => ({ view: one, name: say(`roleList.${one}`) }))}
      />
      {view === "matrix" && <AllRoles onDo={mayWrite ? begin : undefined} />}
      {view === "why" && <Why />}
      {doing?.kind === "put" && <RoleForm role={doing.role} onClose={close} onDone={done} />}
      {doing?.kind === "drop" && doing.role !== undefined && (
        <DropRole role={doing.role} onClose={close} onDone={done} />
      )}
    </Page>
  );
}

type AllProps = { readonly onDo: ((doing: Doing) => void) | undefined };

function AllRoles({ onDo }: AllProps) {
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const roles = useRoles();
  const list = usePermissionList();
  const error = roles.error ?? list.error;
  if (roles.data === undefined || list.data === undefined) return <NotYet error={error} />;
  const shown = { roles: roles.data.items, groups: groupsOf(list.data.items), onDo };
  return (
    <>
      <div className={styles["hint"]}>
        <p>{say("roleList.hint")}</p>
        <p>{say("roleList.builtInHint")}</p>
      </div>
      {phone ? <OneRole {...shown} /> : <Matrix {...shown} />}
    </>
  );
}

/**
 * Whether somebody may do something, and why; the question stands in the address.
 *
 * Never: a verdict of this page's own.
 */
import { TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";

import { type Permission, usePermissionList, useWhy } from "../../api/access";
import { Empty } from "../../parts/Empty";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { PersonSelect } from "../PersonSelect";
import type { RolesSearch } from "../searches";
import { PermissionField, ProcessField } from "./AskedFields";
import styles from "./Roles.module.css";
import { VerdictShown } from "./VerdictShown";

const route = getRouteApi("/roles");

export function Why() {
  const { person = "", permission, process, run } = route.useSearch();
  const navigate = route.useNavigate();
  const list = usePermissionList().data?.items;
  const asked = list?.find(({ name }) => name === permission);
  const set = (changed: { readonly [K in keyof RolesSearch]: RolesSearch[K] | undefined }) =>
    void navigate({
      search: (before) => definedOnly({ ...before, ...changed }),
      replace: true,
    });
  const ofProcesses = asked?.ofProcesses !== false;
  return (
    <section className={styles["why"]} aria-label={say("why.title")}>
      <div className={styles["hint"]}>
        <h2>{say("why.title")}</h2>
        <p>{say("why.hint")}</p>
      </div>
      <div className={styles["fields"]}>
        <PersonSelect
          label={say("why.person")}
          value={person}
          onChange={(chosen) => set({ person: chosen?.id })}
        />
        <PermissionField
          all={list ?? []}
          value={asked?.name}
          onChange={(chosen) => set({ permission: chosen })}
        />
        <ProcessField
          value={process}
          isIdle={!ofProcesses}
          onChange={(chosen) => set({ process: chosen })}
        />
        <TextInput
          label={say("why.run")}
          description={say("why.runMore")}
          value={run ?? ""}
          disabled={!ofProcesses}
          onChange={({ currentTarget }) => set({ run: currentTarget.value.trim() || undefined })}
        />
      </div>
      {person === "" || asked === undefined ? (
        <Empty title={say("why.ask")} />
      ) : (
        <Answer
          person={person}
          permission={asked.name}
          process={ofProcesses ? process : undefined}
          run={ofProcesses ? run : undefined}
        />
      )}
    </section>
  );
}

function definedOnly(search: { readonly [K in keyof RolesSearch]: RolesSearch[K] | undefined }) {
  const said = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as RolesSearch;
}

type AnswerProps = {
  readonly person: string;
  readonly permission: Permission;
  readonly process: string | undefined;
  readonly run: string | undefined;
};

function Answer(asked: AnswerProps) {
  const { data, error } = useWhy(asked);
  if (data === undefined) return <NotYet error={error} />;
  return <VerdictShown verdict={data} />;
}

/**
 * One role at a time, where there is no room for a matrix.
 *
 * Never: another role than the address names.
 */
import { NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";

import { givesWhole } from "../../model/access";
import { Tag } from "../../parts/Tag";
import { say, sayOr } from "../../words";
import { Cell, cellOf } from "./Cell";
import type { MatrixProps } from "./Matrix";
import { RoleButtons } from "./RoleButtons";
import { titleOf } from "./roleTitle";
import styles from "./Roles.module.css";

const route = getRouteApi("/roles");

export function OneRole({ roles, groups, onDo }: MatrixProps) {
  const { role: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const role = roles.find(({ name }) => name === wanted) ?? roles[0];
  if (role === undefined) return null;
  return (
    <>
      <NativeSelect
        label={say("roleList.role")}
        data={roles.map((one) => ({ value: one.name, label: titleOf(one) }))}
        value={role.name}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: (before) => ({ ...before, role: value }), replace: true })
        }
      />
      <p className={styles["about"]}>
        <Tag>{say(role.builtIn ? "roleList.builtIn" : "roleList.own")}</Tag>
        <span className={styles["soft"]}>{say("roleList.people", { count: role.people })}</span>
        {!role.builtIn && onDo !== undefined && <RoleButtons role={role} onDo={onDo} />}
      </p>
      {groups.map(({ resource, permissions }) => {
        const whole = givesWhole(role.patterns, resource);
        return (
          <section key={resource} className={styles["group"]}>
            <h2>
              {sayOr("resources", resource)}
              {whole && <span data-whole>{say("roleList.whole")}</span>}
            </h2>
            <ul>
              {permissions.map((permission) => (
                <li key={permission.name} data-cell={cellOf(role, permission)}>
                  <span>{sayOr("permissions", permission.name)}</span>
                  <Cell is={cellOf(role, permission)} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

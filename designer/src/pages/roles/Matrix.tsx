/**
 * The permission matrix: a row for each permission, a column for each role.
 *
 * Never: told by colour alone; each cell has its word.
 */
import type { PermissionShown, Role } from "../../api/access";
import { givesWhole, type Group } from "../../model/access";
import { Tag } from "../../parts/Tag";
import { say, sayOr } from "../../words";
import { Cell, cellOf } from "./Cell";
import { RoleButtons } from "./RoleButtons";
import { titleOf } from "./roleTitle";
import type { Doing } from "./Roles";
import styles from "./Roles.module.css";

export type MatrixProps = {
  readonly roles: readonly Role[];
  readonly groups: readonly Group<PermissionShown>[];
  readonly onDo: ((doing: Doing) => void) | undefined;
};

export function Matrix({ roles, groups, onDo }: MatrixProps) {
  return (
    // A wide table scrolls in itself, so the keyboard must get here.
    <div className={styles["scroll"]} tabIndex={0} role="group" aria-label={say("roleList.table")}>
      <table className={styles["matrix"]}>
        <thead>
          <tr>
            <th scope="col">{say("roleList.permission")}</th>
            {roles.map((role) => (
              <th key={role.name} scope="col">
                <Head role={role} onDo={onDo} />
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <Rows key={group.resource} group={group} roles={roles} />
        ))}
      </table>
    </div>
  );
}

function Head({ role, onDo }: { readonly role: Role } & Pick<MatrixProps, "onDo">) {
  return (
    <div className={styles["head"]}>
      <bdi>{titleOf(role)}</bdi>
      <span className={styles["soft"]}>{say("roleList.people", { count: role.people })}</span>
      {role.builtIn ? (
        <Tag>{say("roleList.builtIn")}</Tag>
      ) : (
        onDo !== undefined && <RoleButtons role={role} onDo={onDo} />
      )}
    </div>
  );
}

type RowsProps = {
  readonly group: Group<PermissionShown>;
  readonly roles: readonly Role[];
};

function Rows({ group: { resource, permissions }, roles }: RowsProps) {
  return (
    <tbody>
      <tr className={styles["resource"]}>
        <th scope="rowgroup">{sayOr("resources", resource)}</th>
        {roles.map((role) => {
          const whole = givesWhole(role.patterns, resource);
          return (
            <td key={role.name} data-whole={whole || undefined}>
              {whole && say("roleList.whole")}
            </td>
          );
        })}
      </tr>
      {permissions.map((permission) => (
        <tr key={permission.name}>
          <th scope="row">
            {sayOr("permissions", permission.name)}
            <code dir="ltr">{permission.name}</code>
          </th>
          {roles.map((role) => (
            <td
              key={role.name}
              data-whole={givesWhole(role.patterns, resource) || undefined}
              data-cell={cellOf(role, permission)}
            >
              <Cell is={cellOf(role, permission)} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

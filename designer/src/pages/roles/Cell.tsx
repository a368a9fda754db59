/**
 * Whether a role gives a permission.
 *
 * Never: a sign without a word that is read out.
 */
import type { PermissionShown, Role } from "../../api/access";
import { CheckIcon } from "../../parts/icons";
import { say } from "../../words";
import styles from "./Roles.module.css";

type Is = "allowed" | "everyone" | "not";

export function cellOf(role: Role, permission: PermissionShown): Is {
  if (role.permissions.includes(permission.name)) return "allowed";
  return permission.everyone ? "everyone" : "not";
}

export function Cell({ is }: { readonly is: Is }) {
  switch (is) {
    case "allowed":
      return (
        <>
          <CheckIcon size={18} stroke={2} aria-hidden="true" />
          <span className="unseen">{say("roleList.allowed")}</span>
        </>
      );
    case "everyone":
      return (
        <span className={styles["everyone"]} title={say("roleList.everyoneMore")}>
          {say("roleList.everyone")}
        </span>
      );
    case "not":
      return <span className="unseen">{say("roleList.not")}</span>;
  }
}

/**
 * What can be done with a role of the tenant's own.
 *
 * Never: there for a built-in one.
 */
import type { Role } from "../../api/access";
import { Button } from "../../parts/Button";
import { EditIcon, RemoveIcon } from "../../parts/icons";
import { say } from "../../words";
import type { Doing } from "./Roles";
import styles from "./Roles.module.css";

type Props = { readonly role: Role; readonly onDo: (doing: Doing) => void };

const ICON = { size: 16, stroke: 1.7, "aria-hidden": true } as const;

export function RoleButtons({ role, onDo }: Props) {
  const name = role.title;
  const edit = say("roleList.editLabel", { name });
  const drop = say("roleList.dropLabel", { name });
  return (
    <span className={styles["buttons"]}>
      <Button
        look="quiet"
        aria-label={edit}
        title={edit}
        onClick={() => onDo({ kind: "put", role })}
      >
        <EditIcon {...ICON} />
      </Button>
      <Button
        look="quiet"
        aria-label={drop}
        title={drop}
        onClick={() => onDo({ kind: "drop", role })}
      >
        <RemoveIcon {...ICON} />
      </Button>
    </span>
  );
}

/**
 * Whether a process is only for those in its list, and what that means.
 *
 * Never: a switch without what follows from it.
 */
import { Switch } from "@mantine/core";

import type { Right } from "../../api/access";
import type { Draft } from "../../model/access";
import { say } from "../../words";
import styles from "./Access.module.css";

type Props = {
  readonly draft: Draft<Right>;
  /** Nothing: it is only shown. */
  readonly onChange?: (restricted: boolean) => void;
};

export function Restricted({ draft: { restricted, grants }, onChange }: Props) {
  return (
    <div className={styles["restricted"]}>
      <Switch
        label={say("access.restricted")}
        description={say(restricted ? "access.restrictedOn" : "access.restrictedOff")}
        checked={restricted}
        disabled={onChange === undefined}
        onChange={({ currentTarget }) => onChange?.(currentTarget.checked)}
      />
      {restricted && grants.length === 0 && <p role="status">{say("access.restrictedNobody")}</p>}
    </div>
  );
}

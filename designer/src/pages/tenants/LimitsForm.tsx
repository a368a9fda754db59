/**
 * What an organisation may have. Left empty: as much as it likes.
 *
 * Never: a limit changed that was not touched; all of them are sent together, as they stand here.
 */
import { NumberInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { type Limits, type Tenant, useChangeTenant } from "../../api/tenants";
import { SaveFooter } from "../../parts/SaveFooter";
import { say } from "../../words";
import styles from "./Tenants.module.css";

const NAMES = ["runsADay", "runsAtOnce", "definitions", "people", "bytes"] as const;

export function LimitsForm({ tenant }: { readonly tenant: Tenant }) {
  const given = useChangeTenant(tenant.id);
  const [limits, setLimits] = useState<Limits>(tenant.limits);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!given.isPending) given.mutate({ limits });
  };
  return (
    <form className={styles["form"]} onSubmit={send} noValidate>
      <p className={styles["hint"]}>{say("tenants.limitsMore")}</p>
      {NAMES.map((name) => (
        <NumberInput
          key={name}
          label={say(`organisation.${name}`)}
          value={limits[name] ?? ""}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          dir="ltr"
          hideControls
          onChange={(typed) =>
            setLimits({ ...limits, [name]: typeof typed === "number" ? typed : null })
          }
        />
      ))}
      <SaveFooter given={given} />
    </form>
  );
}

/**
 * Which parts of Baton an organisation has. Each switch counts at once.
 *
 * Never: a switch that stands otherwise than the API says, once it has answered.
 */
import { Switch } from "@mantine/core";

import { type Tenant, useChangeTenant } from "../../api/tenants";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Tenants.module.css";

const FEATURES = ["api-keys", "code", "events", "rehearsals", "scripts"] as const;

export function Switches({ tenant }: { readonly tenant: Tenant }) {
  const given = useChangeTenant(tenant.id);
  const off = new Set(tenant.featuresOff);
  const turn = (feature: string, on: boolean) => {
    const others = tenant.featuresOff.filter((one) => one !== feature);
    given.mutate({ featuresOff: on ? others : [...others, feature] });
  };
  return (
    <div className={styles["form"]}>
      <p className={styles["hint"]}>{say("tenants.featuresMore")}</p>
      {FEATURES.map((feature) => (
        <Switch
          key={feature}
          label={say(`tenantFeatures.${feature}`)}
          checked={!off.has(feature)}
          disabled={given.isPending}
          onChange={({ currentTarget }) => turn(feature, currentTarget.checked)}
        />
      ))}
      {given.isError && <Trouble error={given.error} done />}
    </div>
  );
}

/**
 * The picture of an organisation.
 *
 * Never: larger than it is shown, and never SVG, which can hold programs.
 */
import { FileButton } from "@mantine/core";

import { logoOf, usePutLogo, useRemoveLogo } from "../../api/tenants";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Organisation.module.css";

const KINDS = "image/png,image/jpeg,image/webp";

export function Logo({ logo }: { readonly logo: string | null }) {
  const put = usePutLogo();
  const removed = useRemoveLogo();
  const error = put.error ?? removed.error;
  return (
    <div className={styles["form"]}>
      <h3>{say("organisation.logo")}</h3>
      <p className={styles["hint"]}>{say("organisation.logoMore")}</p>
      {logo !== null && (
        <img className={styles["logo"]} src={logoOf(logo)} alt={say("organisation.logo")} />
      )}
      <div className={styles["actions"]}>
        <FileButton accept={KINDS} onChange={(file) => file !== null && put.mutate(file)}>
          {(props) => (
            <Button {...props} busy={put.isPending}>
              {say("organisation.choose")}
            </Button>
          )}
        </FileButton>
        {logo !== null && (
          <Button look="quiet" busy={removed.isPending} onClick={() => removed.mutate(undefined)}>
            {say("organisation.removeLogo")}
          </Button>
        )}
      </div>
      {error !== null && <Trouble error={error} done />}
    </div>
  );
}

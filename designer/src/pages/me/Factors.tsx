/**
 * The second factors of who has signed in: an authenticator app, passkeys, recovery codes.
 *
 * Never: a change without the password, when it is some time since it was given.
 */
import { useState } from "react";

import {
  type Security,
  useBeginTotp,
  useChanged,
  useNewCodes,
  useRemoveTotp,
} from "../../api/security";
import { Button } from "../../parts/Button";
import { Section } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { exactly } from "../../words/times";
import { CodesShown } from "./CodesShown";
import { useDelicate } from "./Delicate";
import styles from "./Me.module.css";
import { Passkeys } from "./Passkeys";
import { SetUpTotp } from "./SetUpTotp";

export function Factors({ security }: { readonly security: Security }) {
  const [codes, show] = useState<readonly string[]>([]);
  const changed = useChanged();
  const added = (made: readonly string[]) => {
    // What has changed is looked at when the codes are kept: the page may be another then.
    if (made.length === 0) changed();
    else show(made);
  };
  return (
    <>
      <Totp since={security.totpSince ?? null} onAdded={added} />
      <Passkeys passkeys={security.passkeys} onAdded={added} />
      {(security.totpSince !== null || security.passkeys.length > 0) && (
        <Codes left={security.recoveryCodesLeft} onMade={added} />
      )}
      {codes.length > 0 && (
        <CodesShown
          codes={codes}
          onClose={() => {
            show([]);
            changed();
          }}
        />
      )}
    </>
  );
}

type TotpProps = {
  readonly since: string | null;
  readonly onAdded: (codes: readonly string[]) => void;
};

function Totp({ since, onAdded }: TotpProps) {
  const beginning = useBeginTotp();
  const begin = useDelicate(beginning);
  const remove = useDelicate(useRemoveTotp());
  const error = begin.error ?? remove.error;
  return (
    <Section title={say("security.totp")} more={say("security.totpMore")}>
      {error !== null && <Trouble error={error} done />}
      {since === null ? (
        <Button busy={begin.isPending} onClick={() => begin.run()}>
          {say("security.totpSetUp")}
        </Button>
      ) : (
        <>
          <p>{say("security.since", { moment: exactly(since) })}</p>
          <Button busy={remove.isPending} onClick={() => remove.run()}>
            {say("security.totpRemove")}
          </Button>
        </>
      )}
      {beginning.data !== undefined && (
        <SetUpTotp
          begun={beginning.data}
          onClose={beginning.reset}
          onDone={(codes) => {
            beginning.reset();
            onAdded(codes);
          }}
        />
      )}
      {begin.dialog}
      {remove.dialog}
    </Section>
  );
}

type CodesProps = {
  readonly left: number;
  readonly onMade: (codes: readonly string[]) => void;
};

function Codes({ left, onMade }: CodesProps) {
  const renew = useDelicate(useNewCodes(), ({ recoveryCodes }) => onMade(recoveryCodes));
  return (
    <Section title={say("security.codes")} more={say("security.codesWhat")}>
      {renew.error !== null && <Trouble error={renew.error} done />}
      <p>{say("security.codesLeft", { count: left })}</p>
      <Button busy={renew.isPending} onClick={() => renew.run()}>
        {say("security.codesRenew")}
      </Button>
      <p className={styles["soft"]}>{say("security.codesRenewMore")}</p>
      {renew.dialog}
    </Section>
  );
}

/**
 * Checks the whole trail when it is wanted, and says what is wrong and where.
 *
 * Never: silence about what could not be checked.
 */
import { useState } from "react";

import { useVerification, type Verification } from "../../api/audit";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Audit.module.css";

export function Check() {
  const [checked, setChecked] = useState(0);
  const { mutate, isPending, data, error } = useVerification(setChecked);
  const begin = () => {
    setChecked(0);
    mutate();
  };
  return (
    <section className={styles["check"]} aria-label={say("audit.verify")}>
      <Button busy={isPending} onClick={begin}>
        {say("audit.verify")}
      </Button>
      <div role="status">
        {isPending && say("audit.checking", { count: checked })}
        {data?.findings.length === 0 && <Whole found={data} />}
      </div>
      {error !== null && <Trouble error={error} />}
      {data !== undefined && data.findings.length > 0 && <Wrong found={data} />}
    </section>
  );
}

function Whole({ found }: { readonly found: Verification }) {
  return (
    <>
      <p>{say("audit.whole", { count: found.checked })}</p>
      <p className={styles["hint"]}>
        {found.heads === 0 ? say("audit.unsigned") : say("audit.signed", { count: found.heads })}
      </p>
      {found.waiting > 0 && (
        <p className={styles["hint"]}>{say("audit.waiting", { count: found.waiting })}</p>
      )}
    </>
  );
}

function Wrong({ found: { findings } }: { readonly found: Verification }) {
  return (
    <>
      <Notice title={say("audit.wrong", { count: findings.length })} />
      <ul className={styles["findings"]}>
        {findings.map(({ code, sequence, entry, message }) => (
          <li key={`${code} ${sequence} ${entry}`}>
            <bdi>{message}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

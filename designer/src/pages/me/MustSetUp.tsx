/**
 * For who must have a second factor and has none: sets one up, and gets in.
 *
 * Never: a way past it.
 */
import { useSecurity } from "../../api/security";
import { useSignOut } from "../../api/session";
import { Button } from "../../parts/Button";
import { Loading } from "../../parts/Empty";
import { Trouble } from "../../parts/Trouble";
import { useTitle } from "../../parts/useTitle";
import { say } from "../../words";
import { Factors } from "./Factors";
import styles from "./Me.module.css";

export function MustSetUp() {
  useTitle(say("security.must"));
  const security = useSecurity();
  const signOut = useSignOut();
  return (
    <main className={styles["alone"]}>
      <h1>{say("security.must")}</h1>
      <p>{say("security.mustMore")}</p>
      {security.isError && <Trouble error={security.error} />}
      {security.isPending && <Loading label={say("page.loading")} />}
      {security.data !== undefined && <Factors security={security.data} />}
      {signOut.isError && <Trouble error={signOut.error} done />}
      <div className={styles["buttons"]}>
        <Button look="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {say("header.signOut")}
        </Button>
      </div>
    </main>
  );
}

/**
 * The whole page: signed in or not.
 *
 * Never: the form shown for a moment to somebody who has signed in already.
 */
import { useMe, useSessionEnded } from "../api/session";
import { Button } from "../parts/Button";
import { Loading } from "../parts/Empty";
import { SignIn } from "../panels/SignIn";
import { Trouble } from "../panels/Trouble";
import { say } from "../words";
import styles from "./App.module.css";
import { Workspace } from "./Workspace";

export function App() {
  const me = useMe();
  const ended = useSessionEnded();
  if (me.data === undefined) {
    return (
      <main className={styles["alone"]}>
        {me.isError ? (
          <Trouble
            error={me.error}
            action={<Button onClick={() => void me.refetch()}>{say("trouble.again")}</Button>}
          />
        ) : (
          <Loading label={say("page.loading")} />
        )}
      </main>
    );
  }
  return me.data === null ? <SignIn ended={ended} /> : <Workspace me={me.data} />;
}

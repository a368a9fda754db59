/**
 * A message to oneself, on the way that all others take.
 *
 * Never: called sent before the vendor has it.
 */
import { Link } from "@tanstack/react-router";

import { type Kind, useTestChat } from "../../api/chats";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Chats.module.css";

type Props = {
  readonly kind: Kind;
  /** It is installed somewhere. */
  readonly isReady: boolean;
};

export function SendTest({ kind, isReady }: Props) {
  const test = useTestChat(kind);
  return (
    <>
      <p>{say("chats.test.more")}</p>
      {isReady ? (
        <Button look="main" busy={test.isPending} onClick={() => test.mutate(undefined)}>
          {say("chats.test.deed")}
        </Button>
      ) : (
        <p className={styles["soft"]}>{say("chats.test.notYet")}</p>
      )}
      {test.data !== undefined && (
        <p role="status" className={styles["good"]}>
          {say("chats.test.sent", { name: test.data.name })}
        </p>
      )}
      {isReady && (
        <p className={styles["soft"]}>
          {say("chats.test.usual")} <Link to="/organisation">{say("chats.test.choose")}</Link>
        </p>
      )}
      {test.error !== null && <Trouble error={test.error} done />}
    </>
  );
}

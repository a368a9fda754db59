/**
 * Asks before changes that aren't saved are left behind.
 *
 * Never: in the way of who has changed nothing.
 */
import { Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";

import { Button } from "../../parts/Button";
import { say } from "../../words";
import styles from "./Access.module.css";

export function Leaving({ isDirty }: { readonly isDirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Modal
      opened
      onClose={blocker.reset}
      title={say("access.leaveTitle")}
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("command.close") }}
    >
      <p>{say("access.leaveMore")}</p>
      <div className={styles["answers"]}>
        <Button onClick={blocker.proceed}>{say("access.leave")}</Button>
        <Button look="main" onClick={blocker.reset} data-autofocus>
          {say("access.stay")}
        </Button>
      </div>
    </Modal>
  );
}

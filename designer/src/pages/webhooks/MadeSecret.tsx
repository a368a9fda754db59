/**
 * A secret that has just been made, to be copied now.
 *
 * Never: shut by a slip; it can't be shown again.
 */
import { Modal } from "@mantine/core";

import { Button } from "../../parts/Button";
import { CopyButton } from "../../parts/CopyButton";
import { say } from "../../words";
import styles from "./Webhooks.module.css";

type Props = { readonly secret: string; readonly onClose: () => void };

export function MadeSecret({ secret, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("webhooks.secretTitle")}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      attributes={{ header: { role: "none" } }}
    >
      <div className={styles["made"]}>
        <p>{say("webhooks.secretMore")}</p>
        <p className={styles["secret"]}>
          <code dir="ltr">{secret}</code>
          <CopyButton name={say("webhooks.copyName")} text={() => secret} />
        </p>
        <div className={styles["line"]}>
          <Button look="main" onClick={onClose}>
            {say("webhooks.done")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/**
 * A key that has just been made, to be copied now.
 *
 * Never: shut by a slip; it can't be shown again.
 */
import { Modal } from "@mantine/core";

import type { MadeKey as Made } from "../../api/keys";
import { Button } from "../../parts/Button";
import { CopyButton } from "../../parts/CopyButton";
import { say } from "../../words";
import styles from "./Keys.module.css";

type Props = { readonly made: Made; readonly onClose: () => void };

export function MadeKey({ made, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("apiKeys.made")}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      attributes={{ header: { role: "none" } }}
    >
      <div className={styles["made"]}>
        <p>{say("apiKeys.madeMore")}</p>
        <p className={styles["key"]}>
          <code dir="ltr">{made.key}</code>
          <CopyButton name={say("apiKeys.copyName")} text={() => made.key} />
        </p>
        <div className={styles["answers"]}>
          <Button look="main" onClick={onClose}>
            {say("apiKeys.done")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

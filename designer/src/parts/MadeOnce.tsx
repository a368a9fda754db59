/**
 * A secret that has just been made, to be copied now.
 *
 * Never: shut by a slip; it can't be shown again.
 */
import { Modal } from "@mantine/core";

import { Button } from "./Button";
import { CopyButton } from "./CopyButton";
import styles from "./MadeOnce.module.css";

type Props = {
  readonly title: string;
  readonly more: string;
  readonly secret: string;
  /** Of the button that copies it. */
  readonly copyName: string;
  /** Of the button that shuts it. */
  readonly done: string;
  readonly onClose: () => void;
};

export function MadeOnce({ title, more, secret, copyName, done, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      attributes={{ header: { role: "none" } }}
    >
      <div className={styles["made"]}>
        <p>{more}</p>
        <p className={styles["secret"]}>
          <code dir="ltr">{secret}</code>
          <CopyButton name={copyName} text={() => secret} />
        </p>
        <div className={styles["done"]}>
          <Button look="main" onClick={onClose}>
            {done}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

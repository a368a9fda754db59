/**
 * Recovery codes, shown once: to be copied, saved or printed.
 *
 * Never: shut by a slip; whoever closes it has said that the codes are kept.
 */
import { Modal } from "@mantine/core";

import { Button } from "../../parts/Button";
import { CopyButton } from "../../parts/CopyButton";
import { saveFile } from "../../parts/saveFile";
import { say } from "../../words";
import styles from "./Me.module.css";

type Props = { readonly codes: readonly string[]; readonly onClose: () => void };

export function CodesShown({ codes, onClose }: Props) {
  const text = () => `${codes.join("\n")}\n`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("security.codes")}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      attributes={{ header: { role: "none" } }}
    >
      <div className={styles["wide"]}>
        <p>{say("security.codesMore")}</p>
        <ul className={styles["codes"]} dir="ltr" aria-label={say("security.codes")}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className={styles["buttons"]}>
          <CopyButton name={say("security.codes")} text={text} />
          <Button look="quiet" onClick={() => saveFile(FILE, text(), "text/plain")}>
            {say("security.saveCodes")}
          </Button>
        </div>
        <Button look="main" onClick={onClose}>
          {say("security.codesKept")}
        </Button>
      </div>
    </Modal>
  );
}

const FILE = "baton-recovery-codes.txt";

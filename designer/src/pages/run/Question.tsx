/**
 * A dialog that asks once before something is done to a run, and says in place what came of it.
 *
 * Never: done by a slip, or shut while what was refused has not been read.
 */
import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode, SyntheticEvent } from "react";

import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Question.module.css";

const PHONE = "(max-width: 40rem)";

/** What has become of it so far, as a mutation tells. */
type Given = {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: Error | null;
  /** What the run has answered; not every deed needs an answer of it. */
  readonly data?: object | { readonly answer: string } | undefined;
};

type Props = {
  readonly title: string;
  /** What happens; the word on the button. */
  readonly submit: string;
  readonly given: Given;
  readonly large?: boolean;
  /** It can't be done as it is chosen now. */
  readonly blocked?: boolean;
  readonly children: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
};

export function Question(props: Props) {
  const { title, submit, given, large = false, blocked = false, children } = props;
  const { onSubmit, onClose } = props;
  const phone = useMediaQuery(PHONE);
  const isRecorded = isOnlyRecorded(given.data);
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!given.isPending && !blocked) onSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={large ? "lg" : "md"}
      fullScreen={large && phone}
      // Its header is not the page's.
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("command.close") }}
    >
      <form className={styles["ask"]} onSubmit={send} noValidate>
        {isRecorded ? <p role="status">{say("command.recorded")}</p> : children}
        {given.isError && !given.isPending && <Trouble error={given.error} done />}
        <div className={styles["answers"]}>
          <Button onClick={onClose}>{say(isRecorded ? "command.close" : "command.back")}</Button>
          {!isRecorded && (
            <Button look="main" type="submit" busy={given.isPending} idle={blocked}>
              {submit}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

/** The run has not heard of it yet. */
function isOnlyRecorded(data: Given["data"]): boolean {
  return data !== undefined && "answer" in data && data.answer !== "accepted";
}

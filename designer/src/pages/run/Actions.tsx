/**
 * What an operator can do with a run as it stands: halt it, let it go on, end it.
 *
 * Never: a run ended by one slip; each asks once, and takes a reason along.
 */
import { Modal, Textarea } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { type Command, hasEnded, type RunShown, useCommand } from "../../api/runs";
import { newKey } from "../../model/keys";
import { Button } from "../../parts/Button";
import { CancelIcon, ResumeIcon, SuspendIcon } from "../../parts/icons";
import { Trouble } from "../../parts/Trouble";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { useMe } from "../useMe";
import styles from "./Run.module.css";

const ICONS = { cancel: CancelIcon, suspend: SuspendIcon, resume: ResumeIcon } as const;
const MOST_REASON = 2_000;

export function Actions({ run }: { readonly run: RunShown }) {
  const [asking, ask] = useState<Command>();
  const leaveFocusTo = useFocusBack(asking !== undefined);
  const close = () => ask(undefined);
  const mayControl = useMe().permissions.includes("runs:control");
  if (!mayControl || hasEnded(run.status)) return null;
  const done = () => {
    // The button that was pressed won't stay: the run becomes another.
    leaveFocusTo(document.querySelector("h1"));
    close();
  };
  const commands: Command[] = [run.status === "suspended" ? "resume" : "suspend", "cancel"];
  return (
    <>
      {commands.map((command) => {
        const Icon = ICONS[command];
        return (
          <Button key={command} onClick={() => ask(command)}>
            <Icon size={16} stroke={1.7} aria-hidden="true" />
            {say(`command.${command}`)}
          </Button>
        );
      })}
      {asking !== undefined && <Ask run={run} command={asking} onClose={close} onDone={done} />}
    </>
  );
}

type AskProps = {
  readonly run: RunShown;
  readonly command: Command;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function Ask({ run, command, onClose, onDone }: AskProps) {
  const given = useCommand(run.id);
  const [reason, setReason] = useState("");
  // One wish, one key: asked again after no answer, it is still the same.
  const [key] = useState(newKey);
  const recorded = given.data !== undefined && given.data.answer !== "accepted";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (given.isPending) return;
    given.mutate(
      { command, reason: reason.trim(), key },
      { onSuccess: ({ answer }) => answer === "accepted" && onDone() },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say(`command.${command}Title`)}
      closeButtonProps={{ "aria-label": say("command.close") }}
    >
      <form className={styles["ask"]} onSubmit={submit}>
        <p>{say(`command.${command}More`)}</p>
        {given.isError && <Trouble error={given.error} done />}
        {recorded ? (
          <p role="status">{say("command.recorded")}</p>
        ) : (
          <Textarea
            label={say("command.reason")}
            description={say("command.reasonMore")}
            value={reason}
            maxLength={MOST_REASON}
            autosize
            minRows={2}
            data-autofocus
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
        <div className={styles["answers"]}>
          <Button onClick={onClose}>{say(recorded ? "command.close" : "command.back")}</Button>
          {!recorded && (
            <Button look="main" type="submit" busy={given.isPending}>
              {say(`command.${command}`)}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

/**
 * What an operator can do with a run as it stands: halt it, let it go on, end it, do it again.
 *
 * Never: a run ended by one slip; each asks once, and takes a reason along.
 */
import { useState } from "react";

import { useMay } from "../../api/access";
import { type Command, hasEnded, type RunShown, useCommand } from "../../api/runs";
import { newKey } from "../../model/keys";
import { Button } from "../../parts/Button";
import { CancelIcon, ResumeIcon, RunAgainIcon, SuspendIcon } from "../../parts/icons";
import { LinkButton } from "../../parts/LinkButton";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { Question } from "./Question";
import { Reason } from "./Reason";
import { ChangeButton, RetryButton } from "./RepairButtons";

const ICONS = { cancel: CancelIcon, suspend: SuspendIcon, resume: ResumeIcon } as const;

export function Actions({ run }: { readonly run: RunShown }) {
  const [asking, ask] = useState<Command>();
  const leaveFocusTo = useFocusBack(asking !== undefined);
  const close = () => ask(undefined);
  const mayControl = useMay(run.workflow)("runs:control");
  if (hasEnded(run.status)) return <AfterTheEnd run={run} />;
  if (!mayControl) return <ChangeButton run={run} />;
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
      <ChangeButton run={run} />
      {asking !== undefined && <Ask run={run} command={asking} onClose={close} onDone={done} />}
    </>
  );
}

function AfterTheEnd({ run }: { readonly run: RunShown }) {
  // What it was started with is not handed on unseen.
  const mayStart = useMay(run.workflow)("runs:start") && !run.valuesHidden;
  return (
    <>
      {mayStart && (
        <LinkButton to="/runs/$id/again" params={{ id: run.id }}>
          <RunAgainIcon size={16} stroke={1.7} aria-hidden="true" />
          {say("again.open")}
        </LinkButton>
      )}
      {/* Where it failed, the fault says it. */}
      {run.error === null && <RetryButton run={run} anywhere />}
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
  const send = () =>
    given.mutate(
      { command, reason: reason.trim(), key },
      { onSuccess: ({ answer }) => answer === "accepted" && onDone() },
    );
  return (
    <Question
      title={say(`command.${command}Title`)}
      submit={say(`command.${command}`)}
      given={given}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{say(`command.${command}More`)}</p>
      <Reason value={reason} onChange={setReason} first />
    </Question>
  );
}

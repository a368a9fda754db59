/**
 * Ends an open task with an output that a person gives, as if the task had made it.
 *
 * Never: without a reason, or with an output that is not JSON.
 */
import { useSkip } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import { say } from "../../words";
import { JsonQuestion } from "./JsonQuestion";
import { useKey } from "./useKey";

/** A task by its visit. */
export type Skippable = { readonly key: string; readonly name: string };

type Props = {
  readonly run: RunShown;
  readonly task: Skippable;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function Skip({ run, task, onClose, onDone }: Props) {
  const given = useSkip(run.id);
  const keyOf = useKey();
  const send = (output: string, reason: string) => {
    const wanted = { visit: task.key, output, reason };
    given.mutate(
      { wanted, key: keyOf(wanted) },
      { onSuccess: ({ answer }) => answer === "accepted" && onDone() },
    );
  };
  return (
    <JsonQuestion
      title={say("skip.title", { task: task.name })}
      submit={say("skip.submit")}
      given={given}
      label={say("skip.output")}
      description={say("repair.json")}
      onSend={send}
      onClose={onClose}
    >
      <p>{say("skip.more")}</p>
    </JsonQuestion>
  );
}

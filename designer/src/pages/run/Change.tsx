/**
 * Changes the data of a run that rests: what the expressions of its process know as `$context`.
 *
 * Never: sent as it stood at the beginning by a slip; who changes data says why.
 */
import { useChange } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import { say } from "../../words";
import { JsonQuestion } from "./JsonQuestion";
import { useKey } from "./useKey";

type Props = {
  readonly run: RunShown;
  /** What somebody last changed them to; the API tells no other of a run that goes on. */
  readonly before: string | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function Change({ run, before, onClose, onDone }: Props) {
  const given = useChange(run.id);
  const keyOf = useKey();
  const send = (context: string, reason: string) => {
    const wanted = { context, reason };
    given.mutate(
      { wanted, key: keyOf(wanted) },
      { onSuccess: ({ answer }) => answer === "accepted" && onDone() },
    );
  };
  return (
    <JsonQuestion
      title={say("change.title")}
      submit={say("change.submit")}
      given={given}
      label={say("change.context")}
      description={say(before === undefined ? "repair.json" : "change.before")}
      before={before}
      onSend={send}
      onClose={onClose}
    >
      <p>{say("change.more")}</p>
    </JsonQuestion>
  );
}

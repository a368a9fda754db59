/**
 * Changes the data of a run that rests: what the expressions of its process know as `$context`.
 *
 * Never: sent before it is read what they are now; who changes data says why.
 */
import { useChange, useData } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import { textOf } from "../../model/json";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { JsonQuestion } from "./JsonQuestion";
import { useKey } from "./useKey";

type Props = {
  readonly run: RunShown;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function Change({ run, onClose, onDone }: Props) {
  const { data: now, error } = useData(run.id);
  const given = useChange(run.id);
  const keyOf = useKey();
  const send = (context: string, reason: string) => {
    const wanted = { context, reason };
    given.mutate(
      { wanted, key: keyOf(wanted) },
      { onSuccess: ({ answer }) => answer === "accepted" && onDone() },
    );
  };
  const unread = <NotYet error={error} />;
  return (
    <JsonQuestion
      title={say("change.title")}
      submit={say("change.submit")}
      given={given}
      label={say("change.context")}
      description={say("change.now")}
      before={now && textOf(now.context)}
      instead={now === undefined ? unread : undefined}
      onSend={send}
      onClose={onClose}
    >
      <p>{say("change.more")}</p>
    </JsonQuestion>
  );
}

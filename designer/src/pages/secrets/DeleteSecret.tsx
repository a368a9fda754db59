/**
 * Deletes a secret, and asks once more where definitions name it.
 *
 * Never: deleted by one press.
 */
import { useDeleteSecret } from "../../api/secrets";
import { Problem } from "../../model/problem";
import { say } from "../../words";
import { Question } from "../run/Question";

const IN_USE = 409;

type Props = {
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function DeleteSecret({ name, onClose, onDone }: Props) {
  const given = useDeleteSecret(name);
  const isNamed = given.error instanceof Problem && given.error.status === IN_USE;
  return (
    <Question
      title={say("secrets.deleteTitle", { name })}
      submit={say(isNamed ? "secrets.deleteAnyway" : "secrets.delete")}
      given={given}
      onSubmit={() => given.mutate(isNamed, { onSuccess: onDone })}
      onClose={onClose}
    >
      <p>{say("secrets.deleteMore")}</p>
    </Question>
  );
}

/**
 * Deletes a template, and asks once more where definitions name it.
 *
 * Never: deleted by one press.
 */
import { useDeleteTemplate } from "../../api/templates";
import { Problem } from "../../model/problem";
import { say } from "../../words";
import { Question } from "../run/Question";

const IN_USE = 409;

type Props = {
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function DeleteTemplate({ name, onClose, onDone }: Props) {
  const given = useDeleteTemplate(name);
  const isNamed = given.error instanceof Problem && given.error.status === IN_USE;
  return (
    <Question
      title={say("templates.deleteTitle", { name })}
      submit={say(isNamed ? "templates.deleteAnyway" : "templates.delete")}
      given={given}
      onSubmit={() => given.mutate(isNamed, { onSuccess: onDone })}
      onClose={onClose}
    >
      <p>{say("templates.deleteMore")}</p>
    </Question>
  );
}

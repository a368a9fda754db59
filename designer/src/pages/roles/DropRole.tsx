/**
 * Asks once before a role goes.
 *
 * Never: sent while it is known that people have it.
 */
import { type Role, useDropRole } from "../../api/access";
import { say } from "../../words";
import { Question } from "../run/Question";

type Props = {
  readonly role: Role;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function DropRole({ role, onClose, onDone }: Props) {
  const given = useDropRole();
  const held = role.people > 0;
  return (
    <Question
      title={say("roleForm.dropTitle", { name: role.title })}
      submit={say("roleForm.drop")}
      given={given}
      blocked={held}
      onSubmit={() => given.mutate(role.name, { onSuccess: onDone })}
      onClose={onClose}
    >
      <p>{held ? say("roleForm.dropHeld", { count: role.people }) : say("roleForm.dropMore")}</p>
    </Question>
  );
}

/**
 * Everybody who is in a group now, by themselves or by their department.
 *
 * Never: somebody who has left or has not come yet.
 */
import { Modal } from "@mantine/core";

import { type Group, usePeopleOfGroup } from "../../api/departments";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { PersonLink } from "../people/PersonLink";
import styles from "./Groups.module.css";

type Props = { readonly group: Group; readonly onClose: () => void };

export function PeopleOf({ group: { id, name }, onClose }: Props) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("groups.peopleOf", { name })}
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("command.close") }}
    >
      <Everybody id={id} />
    </Modal>
  );
}

function Everybody({ id }: { readonly id: string }) {
  const found = usePeopleOfGroup(id);
  if (found.data === undefined) return <NotYet error={found.error} />;
  const { items } = found.data;
  if (items.length === 0) return <p>{say("groups.nobody")}</p>;
  return (
    <ul className={styles["people"]}>
      {items.map((person) => (
        <li key={person.id}>
          <PersonLink person={person} />
          {person.department !== null && <bdi className={styles["soft"]}>{person.department}</bdi>}
        </li>
      ))}
    </ul>
  );
}

/**
 * One department in the tree, with all that can be done to it.
 *
 * Never: hidden until the pointer is there; fingers have none.
 */
import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type DragEvent, useState } from "react";

import type { Department } from "../../api/departments";
import { MoreIcon } from "../../parts/icons";
import { say } from "../../words";
import type { Wanted } from "./DepartmentQuestion";
import { PersonLink } from "../people/PersonLink";
import styles from "./Departments.module.css";

type Props = {
  readonly department: Department;
  readonly mayChange: boolean;
  readonly onWant: (wanted: Wanted) => void;
  readonly onDrag: (id: string | undefined) => void;
  readonly onDrop: () => void;
};

export function DepartmentRow({ department, mayChange, onWant, onDrag, onDrop }: Props) {
  const [isOver, setOver] = useState(false);
  const { id, name, people, head } = department;
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = () => {
    setOver(false);
    onDrop();
  };
  return (
    <div
      className={styles["row"]}
      data-over={isOver || undefined}
      draggable={mayChange}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", name);
        onDrag(id);
      }}
      onDragEnd={() => onDrag(undefined)}
      onDragOver={mayChange ? over : undefined}
      onDragLeave={() => setOver(false)}
      onDrop={mayChange ? drop : undefined}
    >
      <Link data-row to="/people" search={{ department: id }}>
        <bdi>{name}</bdi>
      </Link>
      <span className={styles["soft"]}>{say("departments.people", { count: people })}</span>
      {head !== null && (
        <span className={styles["soft"]}>
          {say("departments.head")}: <PersonLink person={head} />
        </span>
      )}
      {mayChange && <Deeds department={department} onWant={onWant} />}
    </div>
  );
}

function Deeds({ department, onWant }: Pick<Props, "department" | "onWant">) {
  const deeds = [
    { word: "departments.addBelow", wanted: { kind: "add", below: department } },
    { word: "departments.rename", wanted: { kind: "rename", department } },
    { word: "departments.move", wanted: { kind: "move", department } },
    { word: "departments.chooseHead", wanted: { kind: "head", department } },
    { word: "departments.remove", wanted: { kind: "remove", department } },
  ] as const;
  return (
    <Menu position="bottom-end" width={240} shadow="md" withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={styles["menu"]}
          aria-label={say("departments.actions", { name: department.name })}
        >
          <MoreIcon size={18} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {deeds.map(({ word, wanted }) => (
          <Menu.Item key={word} onClick={() => onWant(wanted)}>
            {say(word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

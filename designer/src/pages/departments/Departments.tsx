/**
 * The departments as a tree: added, renamed, moved by menu or by dragging, led by somebody.
 *
 * Never: a way by dragging alone; the menu does the same.
 */
import { useState } from "react";

import { useMay } from "../../api/access";
import { type Department, useDepartmentDeed, useDepartments } from "../../api/departments";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Departments.module.css";
import { DepartmentQuestion, type Wanted } from "./DepartmentQuestion";
import { DepartmentRow } from "./DepartmentRow";

export function Departments() {
  const found = useDepartments();
  const mayChange = useMay()("departments:write");
  const [wanted, setWanted] = useState<Wanted>();
  const departments = found.data?.items;
  return (
    <Page
      title={say("departments.title")}
      actions={
        mayChange && (
          <Button look="main" onClick={() => setWanted({ kind: "add", below: undefined })}>
            <AddIcon size={16} stroke={1.8} aria-hidden="true" />
            {say("departments.add")}
          </Button>
        )
      }
    >
      {departments === undefined ? (
        <NotYet error={found.error} />
      ) : (
        <Tree departments={departments} mayChange={mayChange} onWant={setWanted} />
      )}
      {wanted !== undefined && (
        <DepartmentQuestion wanted={wanted} onClose={() => setWanted(undefined)} />
      )}
    </Page>
  );
}

type TreeProps = {
  readonly departments: readonly Department[];
  readonly mayChange: boolean;
  readonly onWant: (wanted: Wanted) => void;
};

function Tree({ departments, mayChange, onWant }: TreeProps) {
  const moved = useDepartmentDeed();
  const [dragged, setDragged] = useState<string>();
  if (departments.length === 0)
    return (
      <Empty title={say("departments.empty")}>
        <p>{say("departments.emptyMore")}</p>
      </Empty>
    );
  const drop = (parentId: string | null) => {
    if (dragged !== undefined && dragged !== parentId)
      moved.mutate({ kind: "change", id: dragged, wanted: { parentId } });
    setDragged(undefined);
  };
  const below = (parent: string | null) => {
    const inside = departments.filter(({ parentId }) => parentId === parent);
    if (inside.length === 0) return null;
    return (
      <ul className={parent === null ? styles["tree"] : undefined}>
        {inside.map((department) => (
          <li key={department.id}>
            <DepartmentRow
              department={department}
              mayChange={mayChange}
              onWant={onWant}
              onDrag={setDragged}
              onDrop={() => drop(department.id)}
            />
            {below(department.id)}
          </li>
        ))}
      </ul>
    );
  };
  return (
    <>
      {mayChange && <p className={styles["soft"]}>{say("departments.drag")}</p>}
      {moved.isError && <Trouble error={moved.error} done />}
      {below(null)}
      {dragged !== undefined && (
        <div
          className={styles["row"]}
          data-over
          onDragOver={(event) => event.preventDefault()}
          onDrop={() => drop(null)}
        >
          {say("departments.toTop")}
        </div>
      )}
    </>
  );
}

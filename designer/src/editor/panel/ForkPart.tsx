/**
 * The branches of a fork, and whether the first that ends ends all.
 *
 * Never: what a branch does; that is filled in at its own task.
 */
import { addBranch, moveCase, removeBranch } from "../../model/editing/branches";
import { nameOfItem } from "../../model/editing/items";
import { renameTask } from "../../model/editing/tasks";
import { pointerStep } from "../../model/graphValues";
import type { Json } from "../../model/json";
import { say } from "../../words";
import { Add, Entry, Group } from "./Entries";
import { Tick } from "./Line";
import { NameField } from "./NameField";
import styles from "./panel.module.css";
import { useDraw } from "./useDraw";
import { under, useSentence, useValue } from "./usePanel";
import type { PartProps } from "./Simple";

export function ForkPart({ pointer }: PartProps) {
  const list = `${pointer}/fork/branches`;
  const value = useValue(list);
  const fault = useSentence(list);
  const draw = useDraw();
  const branches = Array.isArray(value) ? (value as readonly Json[]) : [];
  const label = say("panel.fork.branches");
  return (
    <>
      <Tick
        pointer={under(pointer, "fork/compete")}
        label={say("panel.fork.compete")}
        hint={say("panel.fork.competeHint")}
      />
      <Group label={label} hint={say("panel.fork.hint")} fault={fault}>
        <ol className={styles["entries"]}>
          {branches.map((item, index) => {
            const name = nameOfItem(item) ?? "";
            const here = `${list}/${index}${pointerStep(name)}`;
            return (
              <Entry
                key={index}
                name={name}
                index={index}
                count={branches.length}
                onMove={(to) => draw((it) => moveCase(it, here, to > index ? to + 1 : to))}
                onRemove={() => draw((it) => removeBranch(it, here))}
              >
                <NameField
                  label={say("panel.fork.branch", { number: index + 1 })}
                  name={name}
                  keeps
                  rename={(document, next) => renameTask(document, here, next)}
                />
              </Entry>
            );
          })}
        </ol>
        <Add
          label={say("form.addTo", { name: label })}
          onAdd={() => draw((it) => addBranch(it, pointer, [say("panel.fork.first"), { do: [] }]))}
        />
      </Group>
    </>
  );
}

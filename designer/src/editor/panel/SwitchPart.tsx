/**
 * The ways of a switch: the first case that holds is taken.
 *
 * Never: a case behind the one that takes all the rest, when it is added here.
 */
import { addCase, moveCase, removeCase, renameCase } from "../../model/editing/branches";
import { bodyOfItem, nameOfItem } from "../../model/editing/items";
import { pointerStep } from "../../model/graphValues";
import { isObject, type Json } from "../../model/json";
import { say } from "../../words";
import { Add, Entry, Group } from "./Entries";
import { Code } from "./Line";
import { NameField } from "./NameField";
import styles from "./panel.module.css";
import { useDraw } from "./useDraw";
import { under, useSentence, useValue } from "./usePanel";
import type { PartProps } from "./Simple";
import { Then } from "./Then";

export function SwitchPart({ pointer }: PartProps) {
  const list = `${pointer}/switch`;
  const value = useValue(list);
  const fault = useSentence(list);
  const draw = useDraw();
  const cases = Array.isArray(value) ? (value as readonly Json[]) : [];
  const label = say("panel.switch.cases");
  return (
    <Group label={label} hint={say("panel.switch.hint")} fault={fault}>
      <ol className={styles["entries"]}>
        {cases.map((item, index) => {
          const name = nameOfItem(item) ?? "";
          const here = `${list}/${index}${pointerStep(name)}`;
          return (
            <Entry
              key={index}
              name={name}
              index={index}
              count={cases.length}
              framed
              onMove={(to) => draw((it) => moveCase(it, here, to > index ? to + 1 : to))}
              onRemove={() => draw((it) => removeCase(it, here))}
            >
              <Case pointer={here} task={pointer} name={name} body={bodyOfItem(item)} />
            </Entry>
          );
        })}
      </ol>
      <Add
        label={say("form.addTo", { name: label })}
        word={say("panel.switch.add")}
        onAdd={() =>
          draw((it) =>
            addCase(it, pointer, say("panel.switch.first"), { when: "true", then: "continue" }),
          )
        }
      />
    </Group>
  );
}

type CaseProps = {
  readonly pointer: string;
  readonly task: string;
  readonly name: string;
  readonly body: Json | undefined;
};

function Case({ pointer, task, name, body }: CaseProps) {
  const isRest = body !== undefined && isObject(body) && body["when"] === undefined;
  return (
    <>
      <NameField
        label={say("panel.name")}
        name={name}
        keeps
        rename={(document, next) => renameCase(document, pointer, next)}
      />
      <Code pointer={under(pointer, "when")} label={say("panel.switch.when")} condition />
      {isRest && <p className={styles["soft"]}>{say("panel.switch.rest")}</p>}
      <Then pointer={under(pointer, "then")} task={task} label={say("panel.switch.then")} needed />
    </>
  );
}

/**
 * What one version of a process has other than another, in words: which tasks, and of each what.
 *
 * Never: lines of text compared; a comment or another order of keys is no difference.
 */
import { type Difference as Differing, useDifference } from "../../api/processes";
import { placeOf, sidesOf, stepsOf } from "../../model/difference";
import { Empty, Loading } from "../../parts/Empty";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Difference.module.css";

type Task = Differing["tasks"][number];
type Field = Differing["fields"][number];

type Props = {
  readonly namespace: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
};

export function Difference({ namespace, name, from, to }: Props) {
  const difference = useDifference(namespace, name, from, to);
  if (difference.isError) return <Trouble error={difference.error} />;
  if (difference.data === undefined) return <Loading label={say("page.loading")} />;
  const { tasks, fields } = difference.data;
  if (tasks.length === 0 && fields.length === 0)
    return (
      <Empty title={say("compare.none", { from, to })}>
        <p>{say("compare.noneMore")}</p>
      </Empty>
    );
  return (
    <div className={styles["found"]} aria-live="polite">
      {tasks.length > 0 && (
        <ul aria-label={say("compare.tasks")}>
          {tasks.map((task) => (
            <li key={`${task.from ?? ""} ${task.to ?? ""}`}>
              <TaskEntry task={task} />
            </li>
          ))}
        </ul>
      )}
      {fields.length > 0 && (
        <>
          <h3>{say("compare.outside")}</h3>
          <Fields fields={fields} />
        </>
      )}
    </div>
  );
}

function TaskEntry({ task }: { readonly task: Task }) {
  const { name, changes, from, to, oldName, fields } = task;
  const moved = changes.includes("moved") && from !== null && to !== null;
  return (
    <>
      <h3>
        <bdi>{name}</bdi>
        {changes.map((change) => (
          <Tag key={change}>{say(`compare.${change}`)}</Tag>
        ))}
      </h3>
      <dl className={styles["fields"]}>
        {oldName !== null && <Sides of={say("compare.oldName")} was={oldName} now={name} />}
        {moved && <Sides of={say("compare.place")} was={placed(from)} now={placed(to)} />}
      </dl>
      <Fields fields={fields} />
    </>
  );
}

function placed(pointer: string): string {
  const { number, inside } = placeOf(pointer);
  const count = number === undefined ? stepsOf(pointer).slice(0, -1).join(" › ") : String(number);
  return inside === undefined ? count : say("compare.placeIn", { number: count, task: inside });
}

function Fields({ fields }: { readonly fields: readonly Field[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className={styles["fields"]}>
      {fields.map((field) => {
        const [was, now] = sidesOf(field);
        const path = stepsOf(field.pointer).join(" › ");
        return (
          <Sides
            key={field.pointer}
            of={path === "" ? say("compare.whole") : path}
            was={was}
            now={now}
            code
          />
        );
      })}
    </dl>
  );
}

type SidesProps = {
  readonly of: string;
  readonly was: string | undefined;
  readonly now: string | undefined;
  readonly code?: boolean;
};

function Sides({ of, was, now, code = false }: SidesProps) {
  return (
    <div>
      <dt>
        <bdi>{of}</bdi>
      </dt>
      {[
        { label: say("compare.was"), value: was },
        { label: say("compare.now"), value: now },
      ].map(({ label, value }) => (
        <dd key={label}>
          <span>{label}</span>
          {value === undefined && <em>{say("compare.nothing")}</em>}
          {value !== undefined && (code ? <code dir="ltr">{value}</code> : <bdi>{value}</bdi>)}
        </dd>
      ))}
    </div>
  );
}

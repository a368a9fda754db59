/**
 * How two versions of a process differ, in words: which tasks, and of each what.
 *
 * Never: lines of text compared; a comment or another order of keys is no difference.
 */
import { Select } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";

import { type Difference, type ProcessShown, useDifference } from "../../api/processes";
import { placeOf, sidesOf, stepsOf } from "../../model/difference";
import { Empty, Loading } from "../../parts/Empty";
import { Tag } from "../../parts/Tag";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import styles from "./Compare.module.css";

const route = getRouteApi("/processes/$namespace/$name");

type Task = Difference["tasks"][number];
type Field = Difference["fields"][number];

/** The newest two, until somebody chooses others. */
export function Compare({ process }: { readonly process: ProcessShown }) {
  const { from: before, to: after } = route.useSearch();
  const navigate = route.useNavigate();
  const [newest, second] = process.versions.map(({ version }) => version);
  if (newest === undefined || second === undefined) return null;
  const [from, to] = [before ?? second, after ?? newest];
  const choose = (chosen: { readonly from?: string; readonly to?: string }) =>
    void navigate({ search: (now) => ({ ...now, from, to, ...chosen }), replace: true });
  return (
    <section className={styles["compare"]} aria-label={say("compare.title")}>
      <h2>{say("compare.title")}</h2>
      <div className={styles["choices"]}>
        <VersionField
          label={say("compare.from")}
          process={process}
          value={from}
          onChange={(chosen) => choose({ from: chosen })}
        />
        <VersionField
          label={say("compare.to")}
          process={process}
          value={to}
          onChange={(chosen) => choose({ to: chosen })}
        />
      </div>
      <Between process={process} from={from} to={to} />
    </section>
  );
}

type VersionProps = {
  readonly label: string;
  readonly process: ProcessShown;
  readonly value: string;
  readonly onChange: (version: string) => void;
};

function VersionField({ label, process, value, onChange }: VersionProps) {
  const versions = process.versions.map(({ version }) => version);
  return (
    <Select
      label={label}
      data={versions.includes(value) ? versions : [value, ...versions]}
      value={value}
      onChange={(version) => {
        if (version !== null) onChange(version);
      }}
      allowDeselect={false}
      searchable
      nothingFoundMessage={say("list.nothing")}
    />
  );
}

type BetweenProps = { readonly process: ProcessShown; readonly from: string; readonly to: string };

function Between({ process: { namespace, name }, from, to }: BetweenProps) {
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

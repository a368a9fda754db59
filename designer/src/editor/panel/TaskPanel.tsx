/**
 * One task: what every task has, and what its kind has besides.
 *
 * Never: a field that its kind doesn't know; what has none is written as text at the end.
 */
import { kindWord } from "../../canvas/sentences";
import { KindIcon } from "../../canvas/KindIcon";
import { renameTask } from "../../model/editing/tasks";
import type { TaskNode } from "../../model/graphTypes";
import { say } from "../../words";
import { problemsAt } from "../problems";
import { Pills } from "../jq/Pills";
import { TestStep } from "../jq/TestStep";
import { useEditing } from "../useEditor";
import { AsText } from "./AsText";
import { DataPart } from "./DataPart";
import { Fold } from "./Fold";
import { Lasting } from "./Lasting";
import { Code } from "./Line";
import { NameField } from "./NameField";
import { KindPart, WRITTEN } from "./KindPart";
import { CatchPart } from "./CatchPart";
import { Then } from "./Then";
import styles from "./panel.module.css";
import { Problems } from "./Problems";
import { under, useFound, useValue } from "./usePanel";

type Props = { readonly node: TaskNode };

export function TaskPanel({ node }: Props) {
  const { id, kind, name } = node;
  const found = useFound();
  const nodes = useEditing(({ draft }) => draft.shown?.graph.nodes);
  const isInner = (pointer: string) =>
    nodes?.some(
      (one) =>
        one.id.startsWith(`${id}/`) && (pointer === one.id || pointer.startsWith(`${one.id}/`)),
    ) ?? false;
  // Those of the tasks in it are told at these.
  const problems = problemsAt(found, id).filter(({ pointer }) => !isInner(pointer));
  return (
    <>
      <header className={styles["head"]}>
        <KindIcon kind={kind} />
        <div className={styles["headWords"]}>
          <h2>
            <bdi>{name === "" ? kindWord(node) : name}</bdi>
          </h2>
          <p className={styles["kind"]}>{kindWord(node)}</p>
        </div>
      </header>
      <Problems problems={problems} />
      {kind === "catch" ? (
        <CatchPart pointer={id} task={id.slice(0, -"/catch".length)} />
      ) : (
        <Fields node={node} />
      )}
      <AsText pointer={id} open={kind !== "catch" && WRITTEN.has(kind)} />
    </>
  );
}

function Fields({ node }: Props) {
  const { id, kind, name } = node;
  if (kind === "catch") return null;
  return (
    <>
      <NameField
        label={say("panel.name")}
        name={name}
        rename={(document, next) => renameTask(document, id, next)}
      />
      <KindPart pointer={id} kind={kind} />
      <Course pointer={id} isSwitch={kind === "switch"} />
      {kind !== "unknown" && <DataPart pointer={id} />}
      <Fold title={say("jq.pills.title")}>
        <Pills pointer={id} />
      </Fold>
      <Fold title={say("jq.test.title")}>
        <TestStep pointer={id} />
      </Fold>
    </>
  );
}

type CourseProps = { readonly pointer: string; readonly isSwitch: boolean };

/** When it is done, how long it may take, and where it goes on. */
function Course({ pointer, isSwitch }: CourseProps) {
  const timeout = useValue(`${pointer}/timeout`);
  const condition = useValue(`${pointer}/if`);
  const then = useValue(`${pointer}/then`);
  return (
    <Fold
      title={say("panel.course.title")}
      open={condition !== undefined || then !== undefined || timeout !== undefined}
      pointers={["if", "then", "timeout"].map((key) => `${pointer}/${key}`)}
    >
      <Code pointer={under(pointer, "if")} label={say("panel.course.if")} condition />
      {(!isSwitch || then !== undefined) && (
        <Then pointer={under(pointer, "then")} task={pointer} />
      )}
      {typeof timeout !== "string" && (
        <Lasting
          pointer={under(pointer, "timeout/after")}
          label={say("panel.course.timeout")}
          hint={say("panel.course.timeoutHint")}
          within={pointer}
        />
      )}
    </Fold>
  );
}

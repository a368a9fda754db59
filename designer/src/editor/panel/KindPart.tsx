/**
 * What a kind of task has of its own.
 *
 * Never: a kind forgotten; the compiler names it.
 */
import type { TaskKind } from "../../model/graphTypes";
import { say } from "../../words";
import styles from "./panel.module.css";
import { TryPart } from "./CatchPart";
import { ForkPart } from "./ForkPart";
import { FunctionPart } from "./FunctionPart";
import { HttpPart } from "./HttpPart";
import { ListenPart } from "./ListenPart";
import { RunPart } from "./RunPart";
import { EmitPart, ForPart, RaisePart, SetPart, WaitPart } from "./Simple";
import { SwitchPart } from "./SwitchPart";

/** Written as text: they are rare, and what they need is written elsewhere. */
export const WRITTEN: ReadonlySet<TaskKind> = new Set([
  "call.grpc",
  "call.openapi",
  "call.asyncapi",
  "call.mcp",
  "call.a2a",
  "unknown",
]);

type Props = { readonly pointer: string; readonly kind: TaskKind };

export function KindPart({ pointer, kind }: Props) {
  switch (kind) {
    case "set":
      return <SetPart pointer={pointer} />;
    case "wait":
      return <WaitPart pointer={pointer} />;
    case "switch":
      return <SwitchPart pointer={pointer} />;
    case "for":
      return <ForPart pointer={pointer} />;
    case "fork":
      return <ForkPart pointer={pointer} />;
    case "try":
      return <TryPart pointer={pointer} />;
    case "raise":
      return <RaisePart pointer={pointer} />;
    case "emit":
      return <EmitPart pointer={pointer} />;
    case "listen":
      return <ListenPart pointer={pointer} />;
    case "run.workflow":
    case "run.script":
    case "run.shell":
    case "run.container":
      return <RunPart pointer={pointer} kind={kind} />;
    case "call.http":
      return <HttpPart pointer={pointer} />;
    case "call.function":
      return <FunctionPart pointer={pointer} />;
    case "do":
      return <p className={styles["soft"]}>{say("panel.do.hint")}</p>;
    case "unknown":
      return <p className={styles["note"]}>{say("panel.unknown")}</p>;
    case "call.grpc":
    case "call.openapi":
    case "call.asyncapi":
    case "call.mcp":
    case "call.a2a":
      return <p className={styles["note"]}>{say("panel.written")}</p>;
  }
}

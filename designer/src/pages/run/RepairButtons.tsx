/**
 * The ways into a repair: each is there only for who may, and only for a run that allows it.
 *
 * Never: a button that leads to a refusal which could have been known.
 */
import { Tooltip } from "@mantine/core";

import { useMay } from "../../api/access";
import { hasEnded, type RunShown } from "../../api/runs";
import { Button } from "../../parts/Button";
import { DataIcon, RetryIcon, SkipIcon } from "../../parts/icons";
import { say } from "../../words";
import { useRepairing } from "./Repairs";
import type { Skippable } from "./Skip";

const ICON = { size: 16, stroke: 1.7, "aria-hidden": true } as const;

/** Those of a process that is written in Python are not told task by task. */
function mayBeRetried({ status, package: inPython }: RunShown): boolean {
  return (status === "faulted" || status === "cancelled") && typeof inPython !== "string";
}

type RetryProps = {
  readonly run: RunShown;
  /** Where it failed, if no other is said. */
  readonly visit?: string;
  readonly look?: "main" | "plain";
  /** It says nothing of a place: it is chosen in the dialog. */
  readonly anywhere?: boolean;
  /** Of the definition; the one that the run has, if no other is said. */
  readonly version?: string;
};

export function RetryButton(props: RetryProps) {
  const { run, visit, look = "plain", anywhere = false, version } = props;
  const begin = useRepairing();
  const mayControl = useMay(run.workflow)("runs:control");
  if (!mayControl || !mayBeRetried(run)) return null;
  return (
    <Button look={look} onClick={() => begin({ kind: "retry", visit, version })}>
      <RetryIcon {...ICON} />
      {version === undefined
        ? say(anywhere ? "retry.openRun" : "retry.open")
        : say("retry.openVersion", { version })}
    </Button>
  );
}

type SkipProps = {
  readonly run: RunShown;
  readonly task: Skippable;
  readonly look?: "plain" | "quiet";
};

export function SkipButton({ run, task, look = "plain" }: SkipProps) {
  const begin = useRepairing();
  const mayChange = useMay(run.workflow)("runs:change");
  if (!mayChange || hasEnded(run.status) || typeof run.package === "string") return null;
  return (
    <Button
      look={look}
      aria-label={say("skip.openTask", { task: task.name })}
      onClick={() => begin({ kind: "skip", task })}
    >
      <SkipIcon {...ICON} />
      {say("skip.open")}
    </Button>
  );
}

const RESTS: ReadonlySet<RunShown["status"]> = new Set(["waiting", "suspended"]);

export function ChangeButton({ run }: { readonly run: RunShown }) {
  const begin = useRepairing();
  const mayChange = useMay(run.workflow)("runs:change") && !run.valuesHidden;
  if (!mayChange || hasEnded(run.status) || typeof run.package === "string") return null;
  const rests = RESTS.has(run.status);
  return (
    <Tooltip
      label={say("change.atWork")}
      disabled={rests}
      multiline
      // Beside the button, so that it is read as a part of what the button belongs to.
      withinPortal={false}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Button
        idle={!rests}
        aria-description={rests ? undefined : say("change.atWork")}
        onClick={() => begin({ kind: "change" })}
      >
        <DataIcon {...ICON} />
        {say("change.open")}
      </Button>
    </Tooltip>
  );
}

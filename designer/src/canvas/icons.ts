/**
 * The icon of each kind of task, and those of the picture's own controls.
 *
 * Never: the only carrier of the meaning; the kind is read out besides.
 */
import type { Icon } from "@tabler/icons-react";
import AgentIcon from "@tabler/icons-react/dist/esm/icons/IconRobot.mjs";
import ApiIcon from "@tabler/icons-react/dist/esm/icons/IconApi.mjs";
import BlockIcon from "@tabler/icons-react/dist/esm/icons/IconListDetails.mjs";
import BranchesIcon from "@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs";
import CatchIcon from "@tabler/icons-react/dist/esm/icons/IconLifebuoy.mjs";
import ContainerIcon from "@tabler/icons-react/dist/esm/icons/IconBox.mjs";
import EmitIcon from "@tabler/icons-react/dist/esm/icons/IconSend.mjs";
import FunctionIcon from "@tabler/icons-react/dist/esm/icons/IconPuzzle.mjs";
import GrpcIcon from "@tabler/icons-react/dist/esm/icons/IconPlugConnected.mjs";
import HttpIcon from "@tabler/icons-react/dist/esm/icons/IconWorld.mjs";
import ListenIcon from "@tabler/icons-react/dist/esm/icons/IconEar.mjs";
import LoopIcon from "@tabler/icons-react/dist/esm/icons/IconRepeat.mjs";
import MessageIcon from "@tabler/icons-react/dist/esm/icons/IconMessages.mjs";
import ProcessIcon from "@tabler/icons-react/dist/esm/icons/IconSitemap.mjs";
import RaiseIcon from "@tabler/icons-react/dist/esm/icons/IconAlertOctagon.mjs";
import ScriptIcon from "@tabler/icons-react/dist/esm/icons/IconCode.mjs";
import SetIcon from "@tabler/icons-react/dist/esm/icons/IconEqual.mjs";
import ShellIcon from "@tabler/icons-react/dist/esm/icons/IconTerminal2.mjs";
import SwitchIcon from "@tabler/icons-react/dist/esm/icons/IconArrowRampRight.mjs";
import ToolIcon from "@tabler/icons-react/dist/esm/icons/IconTool.mjs";
import TryIcon from "@tabler/icons-react/dist/esm/icons/IconShieldHalf.mjs";
import UnknownIcon from "@tabler/icons-react/dist/esm/icons/IconQuestionMark.mjs";
import WaitIcon from "@tabler/icons-react/dist/esm/icons/IconHourglass.mjs";

import type { TaskKind } from "../model/graphTypes";

export { default as FitIcon } from "@tabler/icons-react/dist/esm/icons/IconMaximize.mjs";
export { default as MoveIcon } from "@tabler/icons-react/dist/esm/icons/IconHandMove.mjs";
export { default as ZoomInIcon } from "@tabler/icons-react/dist/esm/icons/IconPlus.mjs";
export { default as ZoomOutIcon } from "@tabler/icons-react/dist/esm/icons/IconMinus.mjs";

export const KIND_ICONS: Readonly<Record<TaskKind | "catch", Icon>> = {
  do: BlockIcon,
  set: SetIcon,
  switch: SwitchIcon,
  for: LoopIcon,
  fork: BranchesIcon,
  try: TryIcon,
  catch: CatchIcon,
  raise: RaiseIcon,
  wait: WaitIcon,
  emit: EmitIcon,
  listen: ListenIcon,
  "run.workflow": ProcessIcon,
  "run.script": ScriptIcon,
  "run.shell": ShellIcon,
  "run.container": ContainerIcon,
  "call.http": HttpIcon,
  "call.grpc": GrpcIcon,
  "call.openapi": ApiIcon,
  "call.asyncapi": MessageIcon,
  "call.mcp": ToolIcon,
  "call.a2a": AgentIcon,
  "call.function": FunctionIcon,
  unknown: UnknownIcon,
};

/** Those that point along the line of reading. */
export const POINTING: ReadonlySet<TaskKind | "catch"> = new Set([
  "do",
  "switch",
  "fork",
  "emit",
  "run.shell",
]);

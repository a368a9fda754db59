/**
 * Any error as a notice with its remedy.
 *
 * Never: an error swallowed or shown as its name.
 */
import type { ReactNode } from "react";

import { Problem, Unreachable } from "../model/problem";
import { Notice } from "./Notice";
import { say } from "../words";

/** From here on a fault is the installation's, and its log knows more. */
const OURS = 500;

type Props = {
  readonly error: unknown;
  readonly action?: ReactNode;
  /** It came of what somebody did; nothing does it again but they. */
  readonly done?: boolean;
};

export function Trouble({ error, action, done = false }: Props) {
  if (error instanceof Problem) {
    const { request } = error;
    const ours = error.status >= OURS && request !== undefined;
    const trace = ours ? say("trouble.request", { id: request }) : undefined;
    return <Notice title={error.detail} remedy={error.remedy} trace={trace} action={action} />;
  }
  const gone = error instanceof Unreachable;
  const remedy = done ? "trouble.unreachableDone" : "trouble.unreachableRemedy";
  return (
    <Notice
      title={say(gone ? "trouble.unreachable" : "trouble.unreadable")}
      remedy={say(gone ? remedy : "trouble.unreadableRemedy")}
      action={action}
    />
  );
}
